package io.berth.backend.api.nodes;

import io.berth.backend.api.Caller;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/node", produces = MediaType.APPLICATION_JSON_VALUE)
class NodeController {

    private static final Filters<Node> FILTERS = Filters.of(Node::id)
            .state(n -> NodeAnswer.state(n.state()))
            .text("name", Node::name)
            .text("docker_version", Node::engineVersion)
            .nothing("node_cluster", "node_type", "region");

    private final Nodes nodes;
    private final Services services;

    NodeController(Nodes nodes, Services services) {
        this.nodes = nodes;
        this.services = services;
    }

    @GetMapping
    ListAnswer<NodeAnswer> list(Caller caller, Listing listing) {
        return listing.page(nodes.visibleTo(caller.teamId()), FILTERS, some -> answers(caller, some));
    }

    @GetMapping("/{uuid}")
    NodeAnswer get(Caller caller, @PathVariable UUID uuid) {
        Node node = nodes.find(caller.teamId(), uuid).orElseThrow(() -> new NotFoundException("node"));
        return answers(caller, List.of(node)).getFirst();
    }

    private List<NodeAnswer> answers(Caller caller, List<Node> some) {
        Map<UUID, Long> containers = services.containers(caller.teamId()).stream()
                .filter(c -> c.state() != ContainerState.TERMINATED)
                .collect(Collectors.groupingBy(Container::nodeId, Collectors.counting()));
        return some.stream()
                .map(n -> NodeAnswer.of(n, containers.getOrDefault(n.id(), 0L)))
                .toList();
    }
}
