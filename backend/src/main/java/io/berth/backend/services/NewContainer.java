package io.berth.backend.services;

import java.util.List;
import java.util.UUID;

/**
 * A container that is about to be made.
 *
 * @param engineName unique on every engine: made from service, slot, deployment and attempt
 */
public record NewContainer(
        UUID id,
        UUID serviceId,
        UUID nodeId,
        UUID deploymentId,
        UUID revisionId,
        int slot,
        int attempt,
        String engineName,
        List<EnvironmentVariable> environment) {}
