package io.berth.backend.deployments.run;

import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.services.ServiceDefinition.Health;
import java.time.Duration;

/** The kinds of steps that agents take. */
public enum JobKind {
    RESOLVE("Look up", "look-up"),
    PULL("Pull", "pull"),
    CREATE("Create", "creation"),
    START("Start", "start"),
    AWAIT("Wait for the health of", "wait for the health"),
    STOP("Stop", "stop"),
    REMOVE("Remove", "removal");

    private final String verb;
    private final String noun;

    JobKind(String verb, String noun) {
        this.verb = verb;
        this.noun = noun;
    }

    public static JobKind of(Step.Asked step) {
        return switch (step) {
            case Step.ResolveImage _ -> RESOLVE;
            case Step.PullImage _ -> PULL;
            case Step.CreateContainer _ -> CREATE;
            case Step.StartContainer _ -> START;
            case Step.AwaitHealthy _ -> AWAIT;
            case Step.StopContainer _ -> STOP;
            case Step.RemoveContainer _ -> REMOVE;
        };
    }

    /** Whether its answer still matters when the deployment turns: nothing may be taken to be gone that is not. */
    public boolean outlivesTurn() {
        return switch (this) {
            case STOP, REMOVE -> true;
            case RESOLVE, PULL, CREATE, START, AWAIT -> false;
        };
    }

    /**
     * How long a node that is there may take.
     *
     * @param health of the container's revision, or of the one that is deployed
     */
    public Duration patience(Health health) {
        return switch (this) {
            case RESOLVE, START, REMOVE -> Duration.ofMinutes(2);
            case PULL -> Duration.ofMinutes(30);
            case CREATE -> Duration.ofMinutes(5);
            case AWAIT -> Duration.ofSeconds(health.startDeadlineSeconds() + 60L);
            case STOP -> Duration.ofSeconds(health.stopGraceSeconds() + 90L);
        };
    }

    /** @param object the container or image, such as {@code web-1} */
    public String told(String object) {
        return verb + " " + object;
    }

    /** The sentence for a node that is there and does not answer. */
    public String overdue(String node, String object) {
        return "The node %s did not answer in time: %s of %s".formatted(node, noun, object);
    }
}
