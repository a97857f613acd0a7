package io.berth.backend.services;

import io.berth.protocol.PortBinding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One container of a service, as last observed.
 *
 * @param slot its place in the service, from 1; successors in the same slot share name and volumes
 * @param displayName service name and slot, such as {@code web-1}
 * @param engineName its name on the engine
 * @param synchronised whether it was made from the service's latest revision
 * @param address on the team's network, while it runs
 * @param ports published ports with host ports, while it runs
 * @param failure why it failed, in words for a person
 * @param failureLog its last log lines, if it failed
 */
public record Container(
        UUID id,
        UUID serviceId,
        UUID teamId,
        UUID nodeId,
        UUID deploymentId,
        UUID revisionId,
        int revision,
        int slot,
        String displayName,
        String engineName,
        @Nullable String engineId,
        ContainerState state,
        boolean synchronised,
        @Nullable Integer exitCode,
        @Nullable String address,
        List<PortBinding> ports,
        List<EnvironmentVariable> environment,
        int restarts,
        @Nullable String failure,
        @Nullable String failureLog,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant removedAt) {}
