package io.berth.backend.images;

import io.berth.backend.nodes.AgentConnected;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.SealedRevision;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Keeps looking where images are, so that a guarantee is never told from hearsay. */
@Component
class ImageWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ImageWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int IMAGES_PER_QUESTION = 200;

    private final Map<UUID, Instant> looked = new ConcurrentHashMap<>();
    private final Nodes nodes;
    private final LookedAfter lookedAfter;
    private final ImageRows rows;
    private final NodeLooks looks;
    private final RegistryRounds registries;
    private final ImageCleanUp cleanUp;
    private final InstantSource clock;

    ImageWatch(
            Nodes nodes,
            LookedAfter lookedAfter,
            ImageRows rows,
            NodeLooks looks,
            RegistryRounds registries,
            ImageCleanUp cleanUp,
            InstantSource clock) {
        this.nodes = nodes;
        this.lookedAfter = lookedAfter;
        this.rows = rows;
        this.looks = looks;
        this.registries = registries;
        this.cleanUp = cleanUp;
        this.clock = clock;
    }

    /** Asks for what is due, and waits for no answer. */
    void beat() {
        List<Node> ready =
                nodes.all().stream().filter(n -> n.state() == NodeState.READY).toList();
        List<SealedRevision> revisions = lookedAfter.revisions();
        ready.stream().filter(this::due).forEach(node -> look(node, revisions));
        registries.round(revisions, ready);
        ready.forEach(cleanUp::makeRoom);
    }

    /** A node that has come back may have lost everything. */
    @EventListener
    void on(AgentConnected connected) {
        looked.remove(connected.nodeId());
        Thread.ofVirtual().name("images-of-" + connected.nodeId()).start(() -> {
            try {
                nodes.byId(connected.nodeId()).ifPresent(node -> look(node, lookedAfter.revisions()));
            } catch (RuntimeException e) {
                LOG.warn("Images of node {} could not be looked at; the beat will", connected.nodeId(), e);
            }
        });
    }

    @TransactionalEventListener
    void on(ImageArrived arrived) {
        looked.remove(arrived.nodeId());
    }

    private boolean due(Node node) {
        Instant last = looked.get(node.id());
        return last == null || !last.plus(LOOK_EVERY).isAfter(clock.instant());
    }

    private void look(Node node, List<SealedRevision> revisions) {
        looked.put(node.id(), clock.instant());
        Map<String, PinnedImage> images = new LinkedHashMap<>();
        revisions.stream()
                .filter(r -> node.teamId() == null || node.teamId().equals(r.teamId()))
                .forEach(r -> images.putIfAbsent(ImageKey.of(r.image()), r.image()));
        rows.on(node.id()).stream()
                .filter(NodeImage::present)
                .forEach(row -> images.putIfAbsent(row.key(), row.image()));
        List<PinnedImage> all = List.copyOf(images.values());
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < all.size(); i += IMAGES_PER_QUESTION) {
            List<PinnedImage> some = all.subList(i, Math.min(all.size(), i + IMAGES_PER_QUESTION));
            answers.add(looks.look(node.id(), some, PATIENCE));
        }
        Set<String> asked = Set.copyOf(images.keySet());
        var unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> rows.forget(node.id(), asked))
                .exceptionally(failure -> {
                    LOG.warn("What node {} does not have any more could not be forgotten", node.id(), failure);
                    return null;
                });
    }
}
