package io.berth.backend.nodes;

/** Whether a node can be given work. */
public enum NodeState {
    /** Its agent is linked and its engine answers. */
    READY("Ready"),
    /** No link, no heartbeat for three intervals, or an engine that does not answer. */
    UNREACHABLE("Unreachable");

    private final String label;

    NodeState(String label) {
        this.label = label;
    }

    /** The word for pages and the API. */
    public String label() {
        return label;
    }
}
