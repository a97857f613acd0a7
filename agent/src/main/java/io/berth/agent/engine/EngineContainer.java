package io.berth.agent.engine;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.RestartPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A container with what jobs want to know beyond what is reported.
 *
 * @param restartPolicy what the engine does now when it ends; null if it is none of ours
 * @param startedAt the engine's mark of the present run; another one means that it was started anew
 * @param outOfMemory whether its last end was for lack of memory
 * @param lastHealthOutput what the image's health check wrote last
 */
public record EngineContainer(
        ContainerObservation observation,
        @Nullable RestartPolicy restartPolicy,
        String startedAt,
        boolean outOfMemory,
        @Nullable String lastHealthOutput) {}
