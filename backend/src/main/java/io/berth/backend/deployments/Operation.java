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
    TERMINATE("Terminate"),
    /** Run the target revision beside the one in force, in slots beyond the number of containers. */
    CANARY("Canary"),
    /** Replace every container by one of the canary's revision: exactly the image that was tried, and end the canary. */
    PROMOTE("Promote"),
    /** Remove the canary. */
    ABORT("Abort canary");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether it replaces containers by new ones. */
    public boolean replaces() {
        return this == DEPLOY || this == ROLLBACK || this == PROMOTE;
    }

    /** Whether it is about a revision of its own, and not about the one in force. */
    public boolean bringsRevision() {
        return replaces() || this == CANARY;
    }

    /** Whether it looks up anew what its revision's tag means. */
    public boolean resolves() {
        return this == DEPLOY || this == CANARY;
    }
}
