package io.berth.backend.services;

/** What a container is doing. */
public enum ContainerState {
    /** Made or started, not yet known to be healthy. */
    STARTING("Starting"),
    /** Running, and healthy when last looked at. */
    RUNNING("Running"),
    /** Running, but its own health check fails. */
    UNHEALTHY("Unhealthy"),
    /** Its process has ended. */
    STOPPED("Stopped"),
    /** It is gone. */
    TERMINATED("Terminated");

    private final String label;

    ContainerState(String label) {
        this.label = label;
    }

    /** The word for pages and the API. */
    public String label() {
        return label;
    }
}
