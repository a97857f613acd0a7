package io.berth.backend.api.nodes;

import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.images.ImageCleanUp;
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
import org.springframework.web.bind.annotation.PostMapping;
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
    private final ImageCleanUp cleanUp;

    NodeController(Nodes nodes, Services services, ImageCleanUp cleanUp) {
        this.nodes = nodes;
        this.services = services;
        this.cleanUp = cleanUp;
    }

    @GetMapping
    ListAnswer<NodeAnswer> list(Caller caller, Listing listing) {
        return listing.page(nodes.visibleTo(caller.teamId()), FILTERS, some -> answers(caller, some));
    }

    @GetMapping("/{uuid}")
    NodeAnswer get(Caller caller, @PathVariable UUID uuid) {
        return answers(caller, List.of(find(caller, uuid))).getFirst();
    }

    /** What a clean-up would remove now. */
    @GetMapping("/{uuid}/image-cleanup")
    CleanUpAnswer planCleanUp(Caller caller, @PathVariable UUID uuid) {
        Node node = find(caller, uuid);
        return CleanUpAnswer.of(node, cleanUp.plan(caller.teamId(), node.id()));
    }

    @PostMapping("/{uuid}/image-cleanup")
    CleanUpAnswer cleanUp(Caller caller, @PathVariable UUID uuid, Fields body) {
        Node node = find(caller, uuid);
        body.finish();
        return CleanUpAnswer.of(node, cleanUp.run(caller.teamId(), node.id(), caller.actor()));
    }

    private Node find(Caller caller, UUID uuid) {
        return nodes.find(caller.teamId(), uuid).orElseThrow(() -> new NotFoundException("node"));
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
