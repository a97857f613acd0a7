package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import io.berth.backend.web.TeamPage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gathers what the pages of services show. */
@Component
class ServicePages {

    private static final int RECENT_DEPLOYMENTS = 200;
    private static final int SHOWN_DEPLOYMENTS = 10;

    private final Services services;
    private final Deployments deployments;
    private final Volumes volumes;
    private final Nodes nodes;

    ServicePages(Services services, Deployments deployments, Volumes volumes, Nodes nodes) {
        this.services = services;
        this.deployments = deployments;
        this.volumes = volumes;
        this.nodes = nodes;
    }

    List<ServiceRow> rows(TeamPage page) {
        Map<UUID, Deployment> newest = deployments.history(page.teamId(), RECENT_DEPLOYMENTS).stream()
                .collect(Collectors.toMap(Deployment::serviceId, Function.identity(), (newer, _) -> newer));
        return services.of(page.teamId()).stream()
                .map(service -> new ServiceRow(service, newest.get(service.id()), requestKey()))
                .toList();
    }

    boolean anyNodeReady(TeamPage page) {
        return nodes.visibleTo(page.teamId()).stream().anyMatch(node -> node.state() == NodeState.READY);
    }

    ServiceView view(TeamPage page, UUID id) {
        UUID team = page.teamId();
        Service service = services.find(team, id);
        List<Service> all = services.of(team);
        return new ServiceView(
                service,
                deployments.current(team, id).orElse(null),
                deployments.ofService(team, id, SHOWN_DEPLOYMENTS),
                services.revisions(team, id),
                volumes.ofService(id),
                nodes.visibleTo(team).stream().collect(Collectors.toMap(Node::id, Function.identity())),
                names(all),
                all.stream().filter(other -> linksTo(other, id)).toList(),
                requestKey());
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
