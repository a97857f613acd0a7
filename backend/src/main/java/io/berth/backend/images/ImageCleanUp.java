package io.berth.backend.images;

import io.berth.backend.audit.Actor;
import io.berth.backend.images.CleanUpDecision.Verdict;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.SealedRevisions;
import io.berth.protocol.DiskSpace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes images from nodes that Berth pulled itself and that no revision within reach needs. */
@Component
public class ImageCleanUp {

    private static final Logger LOG = LoggerFactory.getLogger(ImageCleanUp.class);

    /** What was removed shows in the node's disk after a few heartbeats; before that it is not asked to remove more. */
    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(30);

    private final Map<UUID, Instant> lastRun = new ConcurrentHashMap<>();
    private final Nodes nodes;
    private final ImageRows rows;
    private final Needs needs;
    private final SealedRevisions revisions;
    private final ImageRemoval removal;
    private final InstantSource clock;
    private final int percent;

    ImageCleanUp(
            Nodes nodes,
            ImageRows rows,
            Needs needs,
            SealedRevisions revisions,
            ImageRemoval removal,
            InstantSource clock,
            BerthSettings settings) {
        this.nodes = nodes;
        this.rows = rows;
        this.needs = needs;
        this.revisions = revisions;
        this.removal = removal;
        this.clock = clock;
        this.percent = settings.imageDiskPercent();
    }

    /** What would be removed from the node now, and what would stay for which reason. Touches nothing. */
    public CleanUpPlan plan(UUID teamId, UUID nodeId) {
        Node node = require(teamId, nodeId);
        CleanUpWords words = words(teamId, node);
        return new CleanUpPlan(
                node.disk(), decide(node).stream().map(words::planned).toList());
    }

    /** Removes what the plan says, and tells the plan with what came of it. Waits for the node. */
    public CleanUpPlan run(UUID teamId, UUID nodeId, Actor by) {
        Node node = require(teamId, nodeId);
        CleanUpWords words = words(teamId, node);
        List<CleanUpPlan.Entry> entries = new ArrayList<>();
        @Nullable String silent = null;
        for (Verdict verdict : decide(node)) {
            if (!(verdict instanceof Verdict.Remove(NodeImage image))) {
                entries.add(words.planned(verdict));
                continue;
            }
            if (silent != null) {
                entries.add(words.kept(image, silent));
                continue;
            }
            switch (removal.remove(node, image, teamId, by, words.name(image))) {
                case ImageRemoval.Result.Removed() -> entries.add(words.removed(image));
                case ImageRemoval.Result.Kept(String problem) -> entries.add(words.kept(image, problem));
                case ImageRemoval.Result.NoAnswer(String problem) -> {
                    silent = problem;
                    entries.add(words.kept(image, problem));
                }
            }
        }
        return new CleanUpPlan(node.disk(), entries);
    }

    /** If the node's disk is too full: removes what nothing needs, the oldest first, until it is not. Waits for nobody. */
    void makeRoom(Node node) {
        DiskSpace disk = node.disk();
        Instant now = clock.instant();
        Instant last = lastRun.get(node.id());
        if (disk == null
                || !CleanUpDecision.tooFull(disk, percent)
                || (last != null && last.plus(BETWEEN_RUNS).isAfter(now))) {
            return;
        }
        lastRun.put(node.id(), now);
        Thread.ofVirtual().name("clean-up-" + node.id()).start(() -> {
            try {
                makeRoom(node, disk);
            } catch (RuntimeException e) {
                LOG.error("Images on node {} could not be cleaned up", node.name(), e);
            }
        });
    }

    private void makeRoom(Node node, DiskSpace full) {
        DiskSpace disk = full;
        for (Verdict verdict : decide(node)) {
            if (!(verdict instanceof Verdict.Remove(NodeImage image)) || !CleanUpDecision.tooFull(disk, percent)) {
                return;
            }
            switch (removal.remove(node, image, node.teamId(), Actor.BERTH, image.name())) {
                case ImageRemoval.Result.Removed() -> {
                    LOG.info(
                            "Removed {} from node {}: its disk is {} % full",
                            image.key(), node.name(), full.percentUsed());
                    disk = CleanUpDecision.without(disk, image.bytes() == null ? 0 : image.bytes());
                }
                case ImageRemoval.Result.Kept _ -> {}
                case ImageRemoval.Result.NoAnswer _ -> {
                    return;
                }
            }
        }
    }

    private List<Verdict> decide(Node node) {
        return CleanUpDecision.decide(rows.on(node.id()), needs.on(node.id()));
    }

    private CleanUpWords words(UUID teamId, Node node) {
        Set<String> own = revisions.imagesOf(teamId).stream().map(ImageKey::of).collect(Collectors.toSet());
        return new CleanUpWords(teamId, teamId.equals(node.teamId()), own);
    }

    private Node require(UUID teamId, UUID nodeId) {
        return nodes.find(teamId, nodeId).orElseThrow(() -> new NotFoundException("node " + nodeId));
    }
}
