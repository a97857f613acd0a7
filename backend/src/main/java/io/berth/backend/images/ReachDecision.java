package io.berth.backend.images;

import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From how far away an image would have to be brought, by what is known of it. */
final class ReachDecision {

    private static final String LOCAL_ONLY = "It is local only: no registry has it.";

    private ReachDecision() {}

    /** Whether a node has the image, and when that was seen. */
    record Sight(boolean present, Instant at) {}

    /**
     * @param problem what is wrong with the registry's copy; null if nothing is, or nobody has asked
     * @param checkedAt when the oldest of the facts was learned; null if there are none
     */
    record Verdict(
            Reach reach, @Nullable String problem, @Nullable Instant checkedAt) {}

    /**
     * @param nodes those that need it
     * @param anyWillDo whether one of them is enough
     * @param seen what is known of nodes; one that is missing here was never looked at
     * @param registry null if it was never asked
     */
    static Verdict decide(
            PinnedImage image,
            Collection<UUID> nodes,
            boolean anyWillDo,
            Map<UUID, Sight> seen,
            @Nullable RegistryImage registry) {
        Reach reach = onNodes(nodes, anyWillDo, seen)
                ? Reach.ON_NODES
                : switch (stateOf(image, registry)) {
                    case THERE -> Reach.IN_REGISTRY;
                    case LOST -> mayBeOnNodes(nodes, anyWillDo, seen) ? Reach.UNKNOWN : Reach.LOST;
                    case UNKNOWN -> Reach.UNKNOWN;
                };
        return new Verdict(reach, problem(image, reach, registry), oldest(nodes, seen, reach, registry));
    }

    private static boolean onNodes(Collection<UUID> nodes, boolean anyWillDo, Map<UUID, Sight> seen) {
        Stream<Boolean> there = nodes.stream().map(node -> present(seen.get(node)));
        return anyWillDo ? there.anyMatch(t -> t) : !nodes.isEmpty() && there.allMatch(t -> t);
    }

    /** Whether it would be on the nodes if all that were never looked at had it. */
    private static boolean mayBeOnNodes(Collection<UUID> nodes, boolean anyWillDo, Map<UUID, Sight> seen) {
        Stream<Boolean> maybe = nodes.stream().map(node -> !seen.containsKey(node) || present(seen.get(node)));
        return anyWillDo ? maybe.anyMatch(m -> m) : !nodes.isEmpty() && maybe.allMatch(m -> m);
    }

    private static boolean present(@Nullable Sight sight) {
        return sight != null && sight.present();
    }

    private static RegistryImage.State stateOf(PinnedImage image, @Nullable RegistryImage registry) {
        if (image.localOnly()) {
            return RegistryImage.State.LOST;
        }
        return registry == null ? RegistryImage.State.UNKNOWN : registry.state();
    }

    private static @Nullable String problem(PinnedImage image, Reach reach, @Nullable RegistryImage registry) {
        if (image.localOnly()) {
            return reach == Reach.ON_NODES ? null : LOCAL_ONLY;
        }
        return registry == null ? null : registry.problem();
    }

    private static @Nullable Instant oldest(
            Collection<UUID> nodes, Map<UUID, Sight> seen, Reach reach, @Nullable RegistryImage registry) {
        Stream<Instant> onNodes =
                nodes.stream().map(seen::get).filter(Objects::nonNull).map(Sight::at);
        Stream<Instant> there =
                registry == null || reach == Reach.ON_NODES ? Stream.empty() : Stream.of(registry.checkedAt());
        return Stream.concat(onNodes, there).min(Comparator.naturalOrder()).orElse(null);
    }
}
