package io.berth.backend.web.services;

import io.berth.backend.balancing.Balancers;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.images.Guarantee;
import io.berth.backend.images.Images;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import io.berth.backend.web.TeamPage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the pages of services show. */
@Component
class ServicePages {

    private static final int RECENT_DEPLOYMENTS = 200;
    private static final int SHOWN_DEPLOYMENTS = 10;
    private static final int SHOWN_REVISIONS = 8;

    private final Services services;
    private final Deployments deployments;
    private final Images images;
    private final Volumes volumes;
    private final Nodes nodes;
    private final Balancers balancers;
    private final CanaryPanels canaries;

    ServicePages(
            Services services,
            Deployments deployments,
            Images images,
            Volumes volumes,
            Nodes nodes,
            Balancers balancers,
            CanaryPanels canaries) {
        this.services = services;
        this.deployments = deployments;
        this.images = images;
        this.volumes = volumes;
        this.nodes = nodes;
        this.balancers = balancers;
        this.canaries = canaries;
    }

    List<ServiceRow> rows(TeamPage page) {
        Map<UUID, List<Deployment>> recent = deployments.history(page.teamId(), RECENT_DEPLOYMENTS).stream()
                .collect(Collectors.groupingBy(Deployment::serviceId));
        return services.of(page.teamId()).stream()
                .map(service -> ServiceRow.of(service, recent.getOrDefault(service.id(), List.of()), requestKey()))
                .toList();
    }

    boolean anyNodeReady(TeamPage page) {
        return nodes.visibleTo(page.teamId()).stream().anyMatch(node -> node.state() == NodeState.READY);
    }

    /** @param allRevisions whether the long tail of revisions is asked for too */
    ServiceView view(TeamPage page, UUID id, boolean allRevisions) {
        UUID team = page.teamId();
        Service service = services.find(team, id);
        List<Service> all = services.of(team);
        List<Deployment> recent = deployments.ofService(team, id, RECENT_DEPLOYMENTS);
        Guarantee guarantee = images.guarantee(team, id);
        List<RevisionRow> revisions = RevisionRow.of(service, services.revisions(team, id), guarantee);
        int shown = allRevisions ? revisions.size() : Math.min(SHOWN_REVISIONS, revisions.size());
        return new ServiceView(
                service,
                deployments.current(team, id).orElse(null),
                queued(recent),
                recent.subList(0, Math.min(SHOWN_DEPLOYMENTS, recent.size())),
                revisions.subList(0, shown),
                revisions.size() - shown,
                guarantee,
                volumes.ofService(id),
                nodes.visibleTo(team).stream().collect(Collectors.toMap(Node::id, Function.identity())),
                names(all),
                all.stream().filter(other -> linksTo(other, id)).toList(),
                balancers.views(team, id),
                requestKey(),
                canaries.of(service),
                balancers.certificates(team, id));
    }

    /** What is at work on the service, in words; null if nothing is. */
    @Nullable
    String busy(TeamPage page, UUID id) {
        return Busy.words(
                deployments.current(page.teamId(), id).orElse(null),
                queued(deployments.ofService(page.teamId(), id, RECENT_DEPLOYMENTS)));
    }

    private static List<Deployment> queued(List<Deployment> newestFirst) {
        return newestFirst.stream()
                .filter(d -> d.state() == DeploymentState.QUEUED)
                .sorted(Comparator.comparingInt(Deployment::number))
                .toList();
    }

    /** Services that a link may lead to, by id, in the order of their names. */
    List<Service> linkable(TeamPage page) {
        return services.of(page.teamId());
    }

    static String requestKey() {
        return UUID.randomUUID().toString();
    }

    private static Map<UUID, String> names(List<Service> all) {
        return all.stream().collect(Collectors.toMap(Service::id, Service::name));
    }

    private static boolean linksTo(Service other, UUID id) {
        return other.definition().links().stream().map(Link::service).anyMatch(id::equals);
    }
}
