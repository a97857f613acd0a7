package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.services.Service;
import org.jspecify.annotations.Nullable;

/**
 * A line of the services list.
 *
 * @param last the newest deployment, at work or ended; null before the first, or when it was long ago
 * @param requestKey makes a double click ask once
 */
public record ServiceRow(Service service, @Nullable Deployment last, String requestKey) {

    public boolean atWork() {
        return last != null && !last.state().ended();
    }

    public boolean everDeployed() {
        return service.deployedAt() != null || !service.containers().isEmpty() || last != null;
    }
}
