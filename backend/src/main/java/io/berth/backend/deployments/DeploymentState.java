package io.berth.backend.deployments;

/** How far a deployment is. Those after {@code PAUSED} are final. */
public enum DeploymentState {
    /** Recorded, not yet begun: another deployment of the service comes first. */
    QUEUED("Queued"),
    /** At work. */
    RUNNING("Running"),
    /** Nothing more is replaced until a person resumes it, rolls it back or cancels it. */
    PAUSED("Paused"),
    /** Everything that was asked for is there. */
    SUCCEEDED("Succeeded"),
    /** It could not be done, or was not wanted any more, and everything is as it was before. */
    ROLLED_BACK("Rolled back"),
    /** It could not be done, and not everything is as it was before; the message says what is left. */
    FAILED("Failed"),
    /** A person ended it where it was; the message says what is left. */
    CANCELLED("Cancelled"),
    /** It never began: a later one took its place. */
    SUPERSEDED("Superseded");

    private final String label;

    DeploymentState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING, PAUSED -> false;
            case SUCCEEDED, ROLLED_BACK, FAILED, CANCELLED, SUPERSEDED -> true;
        };
    }
}
