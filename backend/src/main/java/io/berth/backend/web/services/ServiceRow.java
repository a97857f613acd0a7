package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.services.Service;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the services list.
 *
 * @param last the deployment at work, otherwise the newest; null before the first, or when it was long ago
 * @param queued how many wait behind it
 * @param requestKey makes a double click ask once
 */
public record ServiceRow(Service service, @Nullable Deployment last, long queued, String requestKey) {

    /** @param deployments those of the service, the newest first */
    static ServiceRow of(Service service, List<Deployment> deployments, String requestKey) {
        Deployment last = deployments.stream()
                .min(Comparator.comparing(d -> switch (d.state()) {
                    case RUNNING, PAUSED -> 0;
                    case QUEUED, SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED, SUPERSEDED -> 1;
                }))
                .orElse(null);
        long queued = deployments.stream()
                .filter(d -> d.state() == DeploymentState.QUEUED && d != last)
                .count();
        return new ServiceRow(service, last, queued, requestKey);
    }

    public boolean atWork() {
        return last != null && !last.state().ended();
    }

    public boolean everDeployed() {
        return service.deployedAt() != null || !service.containers().isEmpty() || last != null;
    }
}
