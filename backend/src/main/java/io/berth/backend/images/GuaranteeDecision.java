package io.berth.backend.images;

import io.berth.backend.images.Guarantee.RevisionReach;
import io.berth.backend.images.ReachDecision.Sight;
import io.berth.backend.images.ReachDecision.Verdict;
import io.berth.backend.services.Revision;
import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far back a service can go, by what is known of its revisions' images. */
final class GuaranteeDecision {

    private GuaranteeDecision() {}

    /**
     * @param revisions of one service, sealed or not, in any order
     * @param onNodes by image key and node
     * @param registry by image key
     */
    static Guarantee decide(
            Collection<Revision> revisions,
            int window,
            Collection<UUID> nodes,
            boolean anyWillDo,
            Map<String, Map<UUID, Sight>> onNodes,
            Map<String, RegistryImage> registry) {
        List<Revision> newestFirst = revisions.stream()
                .sorted(Comparator.comparingInt(Revision::number).reversed())
                .toList();
        Set<UUID> promised = promised(newestFirst, window);
        List<RevisionReach> reaches = new ArrayList<>();
        @Nullable Instant oldest = null;
        for (Revision revision : newestFirst) {
            PinnedImage image = revision.image();
            if (image == null) {
                continue;
            }
            String key = ImageKey.of(image);
            Verdict verdict = ReachDecision.decide(
                    image, nodes, anyWillDo, onNodes.getOrDefault(key, Map.of()), registry.get(key));
            reaches.add(
                    new RevisionReach(revision, verdict.reach(), promised.contains(revision.id()), verdict.problem()));
            oldest = earlier(oldest, verdict.checkedAt());
        }
        return new Guarantee(reaches, window, oldest);
    }

    private static Set<UUID> promised(List<Revision> newestFirst, int window) {
        return newestFirst.stream()
                .filter(r -> r.image() != null && r.succeededAt() != null)
                .limit(window)
                .map(Revision::id)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
