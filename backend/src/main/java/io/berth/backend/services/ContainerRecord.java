package io.berth.backend.services;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A container as deployments need it: with its phase and its gate.
 *
 * @param stoppedOnPurpose whether its stop was asked for since it was last started
 * @param writtenOff whether the deployment that made it has given it up
 * @param displaced whether it was gone and came back after its slot had been given to another: it is only to be removed
 * @param drainingSince when it was last told to drain; null if it was not since it was last started
 * @param drainUntil by when it is to have ended what it has begun; null if it was not told to drain
 * @param address on the team's network, while it runs
 * @param startedAt null if it never ran
 */
public record ContainerRecord(
        UUID id,
        UUID serviceId,
        UUID teamId,
        UUID nodeId,
        UUID deploymentId,
        UUID revisionId,
        int slot,
        int attempt,
        String engineName,
        ContainerPhase phase,
        ContainerGate gate,
        @Nullable String failure,
        @Nullable Integer exitCode,
        boolean stoppedOnPurpose,
        boolean writtenOff,
        boolean displaced,
        @Nullable Instant drainingSince,
        @Nullable Instant drainUntil,
        @Nullable String address,
        @Nullable Instant startedAt,
        List<EnvironmentVariable> environment) {}
