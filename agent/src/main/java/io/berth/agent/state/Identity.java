package io.berth.agent.state;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.UUID;

/**
 * Who this node is, and whom it trusts.
 *
 * @param installation whose objects on the engine are this node's business
 * @param authority the platform's certificate authority
 */
public record Identity(
        UUID node, UUID installation, PrivateKey key, X509Certificate certificate, X509Certificate authority) {

    @Override
    public String toString() {
        return "Identity[node=" + node + ", installation=" + installation + "]";
    }
}
