package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.nodes.Node;
import io.berth.backend.services.Container;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.PortBinding;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a service shows.
 *
 * @param current the deployment at work, if one is
 * @param nodes those of the containers and volumes, by id
 * @param names of the services that links lead to, by id
 * @param linkedFrom services that have a link to this one
 * @param revisions the newest first
 */
public record ServiceView(
        Service service,
        @Nullable Deployment current,
        List<Deployment> deployments,
        List<Revision> revisions,
        List<Volume> volumes,
        Map<UUID, Node> nodes,
        Map<UUID, String> names,
        List<Service> linkedFrom,
        String requestKey) {

    public boolean everDeployed() {
        return service.deployedAt() != null || !deployments.isEmpty();
    }

    public boolean gone() {
        return service.state() == ServiceState.TERMINATED;
    }

    public boolean idle() {
        return current == null && !gone();
    }

    public boolean startable() {
        return idle()
                && everDeployed()
                && switch (service.state()) {
                    case STOPPED, PARTLY_RUNNING -> true;
                    default -> false;
                };
    }

    public boolean stoppable() {
        return idle() && service.runningCount() > 0;
    }

    /** Where a published port is reached; null if its host is unknown. */
    public @Nullable String address(Container container, PortBinding port) {
        Node node = nodes.get(container.nodeId());
        return node == null || port.hostPort() == null ? null : node.address() + ":" + port.hostPort();
    }
}
