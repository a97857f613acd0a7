package io.berth.protocol;

import java.util.UUID;

/** How a host becomes a node: a join token and a certificate request against a certificate. */
public final class Enrolment {

    /** Where a host enrols, with a join token and without a certificate. */
    public static final String ENROL_PATH = "/agent/v1/enrol";

    /** Where a node renews its certificate, with the present one. */
    public static final String RENEW_PATH = "/agent/v1/renew";

    /** Where a node opens its link, with its certificate. */
    public static final String LINK_PATH = "/agent/v1/link";

    /** Where a node opens a stream that it was asked for; the stream's id follows. */
    public static final String STREAM_PATH = "/agent/v1/streams/";

    /** The name in the control plane's certificate, whatever address it is reached at. */
    public static final String CONTROL_PLANE_NAME = "control-plane.berth";

    private Enrolment() {}

    /**
     * @param secret the secret part of the join token
     * @param certificateRequest PKCS#10, PEM; the control plane chooses the subject
     */
    public record Request(String secret, String nodeName, String certificateRequest) {

        @Override
        public String toString() {
            return "Request[nodeName=" + nodeName + "]";
        }
    }

    /** A request for the same node with a new key. */
    public record Renewal(String certificateRequest) {}

    /**
     * @param certificate the node's certificate, PEM
     * @param authority the platform's certificate authority, PEM; its fingerprint must be the join token's
     */
    public record Response(UUID node, UUID installation, String certificate, String authority) {}
}
