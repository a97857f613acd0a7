package io.berth.backend.services;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service with its containers.
 *
 * @param synchronised whether all its containers were made from its latest revision
 * @param latest its definition: the revision that a redeploy brings
 * @param deployedRevision the number of the revision in force: new containers are made from it; null before the first
 *     deployment
 * @param targetCount how many containers are asked for
 * @param containers those that exist, by slot
 * @param version rises with every change; a change must name the one that it saw
 * @param lastProblem why the last deployment failed, until one succeeds
 */
public record Service(
        UUID id,
        UUID teamId,
        String name,
        ServiceState state,
        boolean synchronised,
        int targetCount,
        Revision latest,
        @Nullable Integer deployedRevision,
        List<Container> containers,
        @Nullable String lastProblem,
        Instant createdAt,
        @Nullable Instant deployedAt,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant terminatedAt,
        long version) {

    public ServiceDefinition definition() {
        return latest.definition();
    }

    public long runningCount() {
        return containers.stream()
                .filter(c -> c.state() == ContainerState.RUNNING || c.state() == ContainerState.UNHEALTHY)
                .count();
    }

    public long stoppedCount() {
        return containers.stream()
                .filter(c -> c.state() == ContainerState.STOPPED)
                .count();
    }
}
