package io.berth.backend.deployments;

/** How far a deployment is. The last three are final. */
public enum DeploymentState {
    /** Recorded, not yet begun. */
    QUEUED("Queued"),
    /** At work. */
    RUNNING("Running"),
    /** Everything that was asked for is there. */
    SUCCEEDED("Succeeded"),
    /** It could not be done; the message says why, and what was left. */
    FAILED("Failed"),
    /** A person ended it; the message says what was left. */
    CANCELLED("Cancelled");

    private final String label;

    DeploymentState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
