package io.berth.backend.images;

import io.berth.backend.images.ImageLook.OnNode;
import io.berth.backend.images.ReachDecision.Sight;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.services.Container;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is known of images on nodes and in registries. */
@Component
public class Images {

    /** A person waits meanwhile. */
    private static final Duration PATIENCE = Duration.ofMillis(2500);

    private final Services services;
    private final Nodes nodes;
    private final ImageRows rows;
    private final RegistryRows registryRows;
    private final NodeLooks looks;
    private final RegistryChecks checks;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final int window;

    Images(
            Services services,
            Nodes nodes,
            ImageRows rows,
            RegistryRows registryRows,
            NodeLooks looks,
            RegistryChecks checks,
            ApplicationEventPublisher events,
            InstantSource clock,
            BerthSettings settings) {
        this.services = services;
        this.nodes = nodes;
        this.rows = rows;
        this.registryRows = registryRows;
        this.looks = looks;
        this.checks = checks;
        this.events = events;
        this.clock = clock;
        this.window = settings.rollbackWindow();
    }

    /** A deployment has brought an image to a node, or found it there. */
    @Transactional
    public void arrived(UUID nodeId, PinnedImage image, ImageFacts facts, boolean pulledNow) {
        rows.arrived(nodeId, image, facts.imageId(), pulledNow, clock.instant());
        events.publishEvent(new ImageArrived(nodeId));
    }

    /** How far back the service can go. */
    @Transactional(readOnly = true)
    public Guarantee guarantee(UUID teamId, UUID serviceId) {
        NeededNodes needed = needed(services.find(teamId, serviceId));
        List<Revision> revisions = services.revisions(teamId, serviceId);
        Set<UUID> nodeIds = needed.nodes().stream().map(Node::id).collect(Collectors.toSet());
        Set<String> keys = revisions.stream()
                .map(Revision::image)
                .flatMap(image -> Optional.ofNullable(image).stream())
                .map(ImageKey::of)
                .collect(Collectors.toSet());
        Map<String, Map<UUID, Sight>> seen = new HashMap<>();
        rows.on(nodeIds, keys)
                .forEach(row -> seen.computeIfAbsent(row.key(), _ -> new HashMap<>())
                        .put(row.node(), new Sight(row.present(), row.checkedAt())));
        return GuaranteeDecision.decide(revisions, window, nodeIds, needed.anyWillDo(), seen, registryRows.of(teamId));
    }

    /**
     * Looks where an image is now that a service would need: asks the nodes, and the registry if one of them lacks it. Takes
     * seconds at most; whoever does not answer by then counts as not known.
     */
    public ImageLook look(UUID teamId, UUID serviceId, PinnedImage image) {
        NeededNodes needed = needed(services.find(teamId, serviceId));
        String key = ImageKey.of(image);
        Map<Node, CompletableFuture<Optional<Set<String>>>> asked = new LinkedHashMap<>();
        needed.nodes().forEach(node -> asked.put(node, looks.look(node.id(), List.of(image), PATIENCE)));
        List<OnNode> answers = new ArrayList<>();
        Map<UUID, Sight> seen = new HashMap<>();
        asked.forEach((node, answer) -> {
            @Nullable
            Boolean there = answer.join().map(keys -> keys.contains(key)).orElse(null);
            answers.add(new OnNode(node, there));
            if (there != null) {
                seen.put(node.id(), new Sight(there, clock.instant()));
            }
        });
        Set<UUID> nodeIds = needed.nodes().stream().map(Node::id).collect(Collectors.toSet());
        ReachDecision.Verdict verdict = ReachDecision.decide(image, nodeIds, needed.anyWillDo(), seen, null);
        if (verdict.reach() == Reach.ON_NODES || image.localOnly()) {
            return new ImageLook(answers, verdict.reach(), verdict.problem());
        }
        verdict = ReachDecision.decide(image, nodeIds, needed.anyWillDo(), seen, askRegistry(teamId, image));
        return new ImageLook(answers, verdict.reach(), verdict.problem());
    }

    private @Nullable RegistryImage askRegistry(UUID teamId, PinnedImage image) {
        Optional<Node> ready = nodes.visibleTo(teamId).stream()
                .filter(n -> n.state() == NodeState.READY)
                .findFirst();
        if (ready.isEmpty()) {
            return unknown("No node is there that could ask the registry.");
        }
        return checks.check(teamId, image, ready.get().id(), PATIENCE)
                .join()
                .orElseGet(() -> unknown("The registry was not heard in time."));
    }

    private RegistryImage unknown(String problem) {
        return new RegistryImage(RegistryImage.State.UNKNOWN, problem, clock.instant());
    }

    private NeededNodes needed(Service service) {
        List<Node> holding = service.containers().stream()
                .map(Container::nodeId)
                .distinct()
                .flatMap(id -> nodes.byId(id).stream())
                .toList();
        return holding.isEmpty()
                ? new NeededNodes(
                        nodes.visibleTo(service.teamId()).stream()
                                .filter(n -> n.state() == NodeState.READY)
                                .toList(),
                        true)
                : new NeededNodes(holding, false);
    }
}
