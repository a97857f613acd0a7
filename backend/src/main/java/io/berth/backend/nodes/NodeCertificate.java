package io.berth.backend.nodes;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What a client certificate says. That the platform's authority issued it was checked when the connection was made. */
record NodeCertificate(UUID nodeId, String serial) {

    static final String REQUEST_ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    static Optional<NodeCertificate> of(HttpServletRequest request) {
        if (request.getAttribute(REQUEST_ATTRIBUTE) instanceof X509Certificate[] chain && chain.length > 0) {
            return Optional.of(of(chain[0]));
        }
        return Optional.empty();
    }

    static NodeCertificate of(X509Certificate certificate) {
        try {
            String name = new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdn(0)
                    .getValue()
                    .toString();
            return new NodeCertificate(
                    UUID.fromString(name), certificate.getSerialNumber().toString(16));
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("the certificate's subject is not a node", e);
        }
    }
}
