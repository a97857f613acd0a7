package io.berth.backend.images;

import io.berth.backend.images.RegistryImage.State;
import io.berth.backend.nodes.Node;
import io.berth.backend.services.SealedRevision;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sees to it that what is known of registries is never old: few questions at a time, the oldest knowledge first. */
@Component
class RegistryRounds {

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AT_A_TIME = 4;

    private final Set<Wanted> asked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final RegistryChecks checks;
    private final RegistryRows rows;
    private final InstantSource clock;

    RegistryRounds(RegistryChecks checks, RegistryRows rows, InstantSource clock) {
        this.checks = checks;
        this.rows = rows;
        this.clock = clock;
    }

    private record Wanted(UUID team, String key) {}

    private record Due(Wanted wanted, PinnedImage image, Instant since) {}

    void round(List<SealedRevision> revisions, List<Node> ready) {
        Map<UUID, Map<String, RegistryImage>> known = rows.ofAllTeams();
        Instant now = clock.instant();
        Map<Wanted, Due> due = new LinkedHashMap<>();
        for (SealedRevision revision : revisions) {
            Wanted wanted = new Wanted(revision.teamId(), ImageKey.of(revision.image()));
            @Nullable
            RegistryImage last = known.getOrDefault(wanted.team(), Map.of()).get(wanted.key());
            if (!revision.image().localOnly() && isDue(last, now)) {
                Instant since = last == null ? Instant.MIN : last.checkedAt();
                due.putIfAbsent(wanted, new Due(wanted, revision.image(), since));
            }
        }
        due.values().stream()
                .sorted(Comparator.comparing(Due::since))
                .filter(d -> !asked.contains(d.wanted())
                        && !checks.leftAlone(d.wanted().team(), d.image()))
                // Whoever has no node must not take the turn of those that have one.
                .filter(d -> ready.stream().anyMatch(node -> visible(d, node)))
                .limit(Math.max(0, AT_A_TIME - asked.size()))
                .forEach(d -> ask(d, ready));
    }

    private static boolean isDue(@Nullable RegistryImage last, Instant now) {
        return last == null
                || last.checkedAt()
                        .plus(last.state() == State.UNKNOWN ? ASK_AGAIN : FRESH)
                        .isBefore(now);
    }

    private void ask(Due due, List<Node> ready) {
        Node node = inTurn(due, ready);
        asked.add(due.wanted());
        var unused = checks.check(due.wanted().team(), due.image(), node.id(), PATIENCE)
                .whenComplete((_, _) -> asked.remove(due.wanted()));
    }

    /** Nodes take turns: one of them may be cut off from the registry. */
    private Node inTurn(Due due, List<Node> ready) {
        List<Node> visible = ready.stream().filter(node -> visible(due, node)).toList();
        return visible.get(Math.floorMod(turn.getAndIncrement(), visible.size()));
    }

    private static boolean visible(Due due, Node node) {
        return node.teamId() == null || node.teamId().equals(due.wanted().team());
    }
}
