package io.berth.backend.deployments;

/** What a deployment is to do. */
public enum Operation {
    /** Replace containers by those of the target revision, whose tag is looked up anew. */
    DEPLOY("Redeploy"),
    /** Replace containers by those of a revision that ran before: exactly its image, exactly its configuration. */
    ROLLBACK("Rollback"),
    /** Reach the target number of containers, keeping those that are there. */
    SCALE("Scale"),
    /** Start what is stopped, make what is missing. */
    START("Start"),
    /** Stop every container, keeping it. */
    STOP("Stop"),
    /** Stop and start the same containers, without replacing them. */
    RESTART("Restart"),
    /** Remove containers that have ended by themselves, as their definition wants; the service stays. */
    DESTROY("Autodestroy"),
    /** Remove every container and end the service; its volumes stay. */
    TERMINATE("Terminate");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether it replaces containers by new ones. */
    public boolean replaces() {
        return this == DEPLOY || this == ROLLBACK;
    }
}
