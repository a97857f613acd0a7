package io.berth.backend.deployments;

import io.berth.backend.services.Container;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment with its containers, its time line and what it changed.
 *
 * @param containers those that it made or replaced, by slot, the newest first within a slot
 */
public record DeploymentDetails(
        Deployment deployment, List<Container> containers, List<Event> events, List<Difference> differences) {

    /** An entry of the time line. */
    public record Event(
            Instant at,
            Level level,
            @Nullable Integer slot,
            @Nullable UUID containerId,
            String text) {}

    /** How an event is to be read. */
    public enum Level {
        INFO,
        GOOD,
        BAD
    }

    /**
     * One thing that differs between the revision that ran and the one that is deployed.
     *
     * @param what such as {@code tag} or {@code variable COLOUR}
     * @param before null if it was not there; secrets are masked
     * @param after null if it is gone; secrets are masked
     */
    public record Difference(
            String what, @Nullable String before, @Nullable String after) {}
}
