package io.berth.backend.balancing.config;

import java.util.Map;

/**
 * What an authority has issued, and what it is to be answered.
 *
 * @param certificates by host name: key, certificate and chain as PEM
 * @param answers by token: what the authority is to read on port 80 of a host that it asks
 */
public record Issued(Map<String, String> certificates, Map<String, String> answers) {

    public static final Issued NOTHING = new Issued(Map.of(), Map.of());

    /** Keys are among the certificates, so its text form leaves them out. */
    @Override
    public String toString() {
        return "Issued[certificates=" + certificates.keySet() + "]";
    }
}
