package io.berth.backend.deployments.store;

import io.berth.backend.deployments.Operation;
import io.berth.backend.services.Canaries;
import io.berth.backend.services.Containers;
import org.springframework.stereotype.Component;

/** A service has a canary as long as any container of it is left, whichever deployment has ended. */
@Component
class CanaryAfterwards {

    private final Canaries canaries;
    private final Containers containers;

    CanaryAfterwards(Canaries canaries, Containers containers) {
        this.canaries = canaries;
        this.containers = containers;
    }

    void of(DeploymentEntity ended) {
        if (canaries.of(ended.serviceId).isEmpty()) {
            return;
        }
        boolean left = containers.present(ended.serviceId).stream().anyMatch(c -> c.slot() > ended.targetCount);
        if (!left) {
            canaries.over(ended.serviceId);
        } else if (ended.operation == Operation.CANARY) {
            canaries.revision(ended.serviceId, ended.revisionId);
        }
    }
}
