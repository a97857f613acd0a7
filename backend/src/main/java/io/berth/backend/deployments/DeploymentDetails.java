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
 * @param logs the last words of containers that failed in it or were replaced by it, by slot
 * @param openSteps what agents have been asked for and have not answered
 * @param receipt what balancers counted while it was at work; empty if none did
 */
public record DeploymentDetails(
        Deployment deployment,
        List<Container> containers,
        List<Event> events,
        List<Difference> differences,
        List<KeptLog> logs,
        List<OpenStep> openSteps,
        List<ReceiptLine> receipt) {

    /**
     * The last part of what a container wrote.
     *
     * @param container service and slot, such as {@code web-1}
     * @param failed whether the container failed; otherwise it was replaced or removed
     */
    public record KeptLog(
            UUID containerId, String container, int slot, int revision, boolean failed, Instant keptAt, String text) {}

    /**
     * A step that an agent was asked for.
     *
     * @param what such as {@code Start web-1}
     * @param node the node that is to do it
     * @param deadline when it counts as failed, if the node is there and does not answer
     */
    public record OpenStep(String what, String node, Instant since, Instant deadline) {}

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
