package io.berth.backend.services;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the last words of containers, which outlive them. */
@Component
class ContainerLogs {

    private final ContainerLogRepository logs;
    private final InstantSource clock;

    ContainerLogs(ContainerLogRepository logs, InstantSource clock) {
        this.logs = logs;
        this.clock = clock;
    }

    void failed(ContainerEntity container, UUID deploymentId, @Nullable String log) {
        keep(container, deploymentId, log);
    }

    void stopped(ContainerEntity container, UUID deploymentId, @Nullable String log) {
        Optional<ContainerLogEntity> kept = logs.findById(container.id);
        boolean tellsTheFailure = container.failure != null
                && kept.filter(k -> k.deploymentId.equals(deploymentId)).isPresent();
        // What a container writes while it is stopped must not push out why it failed.
        if (!tellsTheFailure) {
            keep(container, deploymentId, log);
        }
    }

    private void keep(ContainerEntity container, UUID deploymentId, @Nullable String log) {
        String text = log == null ? "" : LastLines.of(log);
        if (!text.isBlank()) {
            logs.save(new ContainerLogEntity(container.id, deploymentId, clock.instant(), text));
        }
    }
}
