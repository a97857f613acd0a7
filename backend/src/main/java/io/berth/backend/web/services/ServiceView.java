package io.berth.backend.web.services;

import io.berth.backend.balancing.BalancerView;
import io.berth.backend.balancing.CertificateView;
import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.Operation;
import io.berth.backend.images.Guarantee;
import io.berth.backend.nodes.Node;
import io.berth.backend.services.Container;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.PortBinding;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a service shows.
 *
 * @param current the deployment at work, if one is
 * @param queue those that wait for their turn, the next first
 * @param moreRevisions how many older ones are not shown
 * @param nodes those of the containers and volumes, by id
 * @param names of the services that links lead to, by id
 * @param linkedFrom services that have a link to this one
 * @param balancers what the containers of a balancer do; empty for any other service
 * @param revisions the newest first
 * @param canary null if the service has none
 * @param certificates those that a balancer gets by itself; empty for any other service
 */
public record ServiceView(
        Service service,
        @Nullable Deployment current,
        List<Deployment> queue,
        List<Deployment> deployments,
        List<RevisionRow> revisions,
        int moreRevisions,
        Guarantee guarantee,
        List<Volume> volumes,
        Map<UUID, Node> nodes,
        Map<UUID, String> names,
        List<Service> linkedFrom,
        List<BalancerView> balancers,
        String requestKey,
        @Nullable CanaryPanel canary,
        List<CertificateView> certificates) {

    public boolean everDeployed() {
        return service.deployedAt() != null || !deployments.isEmpty();
    }

    public boolean gone() {
        return service.state() == ServiceState.TERMINATED;
    }

    /** The deployment that somebody has to look into, if the last one did not succeed. */
    public @Nullable Deployment unlucky() {
        return deployments.stream()
                .filter(d -> switch (d.state()) {
                    case FAILED, ROLLED_BACK, CANCELLED -> true;
                    case QUEUED, RUNNING, PAUSED, SUCCEEDED, SUPERSEDED -> false;
                })
                .findFirst()
                .orElse(null);
    }

    /** What is at work, in words for whoever asks for more; null if nothing is. */
    public @Nullable String busy() {
        return Busy.words(current, queue);
    }

    public boolean startable() {
        return !gone()
                && everDeployed()
                && switch (service.state()) {
                    case STOPPED, PARTLY_RUNNING -> true;
                    default -> false;
                };
    }

    public boolean stoppable() {
        return !gone() && service.runningCount() > 0;
    }

    /** Whether something runs that a canary could run beside. */
    public boolean mayHaveCanary() {
        return stoppable() && canary == null;
    }

    /** Whether the definition is not what is in force, and nothing is on its way to change that; a canary is on its way. */
    public boolean differs() {
        Integer deployed = service.deployedRevision();
        return !gone()
                && canary == null
                && deployed != null
                && deployed != service.latest().number()
                && Stream.concat(Stream.ofNullable(current), queue.stream()).noneMatch(this::bringsDefinition);
    }

    private boolean bringsDefinition(Deployment deployment) {
        return (deployment.operation() == Operation.DEPLOY || deployment.operation() == Operation.PROMOTE)
                && deployment.revision() == service.latest().number()
                && deployment.slots().isEmpty()
                && deployment.course() == Course.FORWARD;
    }

    /** Where a published port is reached; null if its host is unknown. */
    public @Nullable String address(Container container, PortBinding port) {
        Node node = nodes.get(container.nodeId());
        return node == null || port.hostPort() == null ? null : node.address() + ":" + port.hostPort();
    }
}
