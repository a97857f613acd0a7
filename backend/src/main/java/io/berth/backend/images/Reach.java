package io.berth.backend.images;

/** From how far away a revision's image would have to be brought. */
public enum Reach {
    /** It is on every node that would need it: within seconds. */
    ON_NODES("On the nodes"),
    /** The registry has it: within a pull. */
    IN_REGISTRY("In the registry"),
    /** Neither has it. */
    LOST("Lost"),
    /** Not known yet: it was never looked for, or the registry does not answer. */
    UNKNOWN("Not known yet");

    private final String label;

    Reach(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
