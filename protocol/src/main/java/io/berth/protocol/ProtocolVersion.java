package io.berth.protocol;

/** The version of this protocol, and which versions of the other end are understood. */
public final class ProtocolVersion {

    /** Raised whenever a message gains, loses or changes meaning. */
    public static final int CURRENT = 4;

    private ProtocolVersion() {}

    /**
     * Control plane and agent may differ by one version, so that either can be renewed first. Unknown message fields are
     * ignored, and a message kind that the other end does not know is answered with a failure instead of a broken link.
     */
    public static boolean understands(int other) {
        return Math.abs(CURRENT - other) <= 1;
    }
}
