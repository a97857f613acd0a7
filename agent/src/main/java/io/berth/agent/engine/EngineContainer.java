package io.berth.agent.engine;

import io.berth.protocol.ContainerObservation;
import org.jspecify.annotations.Nullable;

/**
 * A container with what jobs want to know beyond what is reported.
 *
 * @param startedAt the engine's mark of the present run; another one means that it was started anew
 * @param outOfMemory whether its last end was for lack of memory
 * @param lastHealthOutput what the image's health check wrote last
 */
public record EngineContainer(
        ContainerObservation observation,
        String startedAt,
        boolean outOfMemory,
        @Nullable String lastHealthOutput) {}
