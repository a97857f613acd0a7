package io.berth.backend.services;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A container as deployments need it: with its phase and its gate. */
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
        List<EnvironmentVariable> environment) {}
