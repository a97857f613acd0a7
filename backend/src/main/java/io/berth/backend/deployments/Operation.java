package io.berth.backend.deployments;

/** What a deployment is to do. */
public enum Operation {
    /** Replace every container by one of the target revision. */
    DEPLOY("Redeploy"),
    /** Reach the target number of containers, keeping those that are there. */
    SCALE("Scale"),
    /** Start what is stopped, make what is missing. */
    START("Start"),
    /** Stop every container, keeping it. */
    STOP("Stop"),
    /** Remove every container and end the service; its volumes stay. */
    TERMINATE("Terminate");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
