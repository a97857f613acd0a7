package io.berth.backend.services;

/** What a service is doing, derived from its containers and its running deployment. */
public enum ServiceState {
    /** It has no containers. */
    NOT_RUNNING("Not running"),
    /** Containers are being started. */
    STARTING("Starting"),
    /** As many containers run as were asked for. */
    RUNNING("Running"),
    /** Some containers run, fewer than were asked for. */
    PARTLY_RUNNING("Partly running"),
    /** The number of containers is being changed. */
    SCALING("Scaling"),
    /** Containers are being replaced. */
    REDEPLOYING("Redeploying"),
    /** Containers are being stopped. */
    STOPPING("Stopping"),
    /** It has containers, and none runs. */
    STOPPED("Stopped"),
    /** Its containers are being removed for good. */
    TERMINATING("Terminating"),
    /** It is gone; its history and its volumes remain. */
    TERMINATED("Terminated");

    private final String label;

    ServiceState(String label) {
        this.label = label;
    }

    /** The word for pages and the API. */
    public String label() {
        return label;
    }

    /** True while a deployment is at work. */
    public boolean transitional() {
        return switch (this) {
            case STARTING, SCALING, REDEPLOYING, STOPPING, TERMINATING -> true;
            case NOT_RUNNING, RUNNING, PARTLY_RUNNING, STOPPED, TERMINATED -> false;
        };
    }
}
