package io.berth.backend.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.images.Guarantee.RevisionReach;
import io.berth.backend.images.ReachDecision.Sight;
import io.berth.backend.images.RegistryImage.State;
import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition;
import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GuaranteeProperties {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void everySealedRevisionIsCountedOnceAndTheNewestComesFirst(
            @ForAll @IntRange(max = 12) int count, @ForAll @IntRange(min = 1, max = 6) int window, @ForAll long seed) {
        World world = new World(count, 2, new Random(seed));
        Guarantee guarantee = world.guarantee(window);

        assertThat(guarantee.onNodes() + guarantee.inRegistry() + guarantee.lost() + guarantee.unknown())
                .isEqualTo(
                        world.revisions.stream().filter(r -> r.image() != null).count());
        assertThat(guarantee.revisions())
                .extracting(r -> r.revision().number())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Property
    void theWindowHoldsTheNewestSuccessfulRevisionsAndNoOthers(
            @ForAll @IntRange(max = 12) int count, @ForAll @IntRange(min = 1, max = 6) int window, @ForAll long seed) {
        World world = new World(count, 2, new Random(seed));
        List<RevisionReach> revisions = world.guarantee(window).revisions();
        List<RevisionReach> successful = revisions.stream()
                .filter(r -> r.revision().succeededAt() != null)
                .toList();

        assertThat(revisions.stream().filter(RevisionReach::promised))
                .containsExactlyElementsOf(successful.subList(0, Math.min(window, successful.size())));
    }

    @Property
    void seeingAnImageOnOneMoreNodeNeverTakesItFurtherAway(
            @ForAll @IntRange(min = 1, max = 8) int count, @ForAll long seed) {
        World world = new World(count, 3, new Random(seed));
        Guarantee before = world.guarantee(5);
        world.onNodes.values().forEach(seen -> seen.put(world.nodes.getFirst(), new Sight(true, NOW)));
        Guarantee after = world.guarantee(5);

        for (int i = 0; i < before.revisions().size(); i++) {
            Reach then = before.revisions().get(i).reach();
            if (then == Reach.ON_NODES || then == Reach.IN_REGISTRY) {
                assertThat(after.revisions().get(i).reach()).isIn(Reach.ON_NODES, then);
            }
            assertThat(after.revisions().get(i).reach() == Reach.LOST && then != Reach.LOST && then != Reach.UNKNOWN)
                    .isFalse();
        }
    }

    @Property
    void nothingIsCalledNearThatANodeLacks(@ForAll @IntRange(min = 1, max = 8) int count, @ForAll long seed) {
        World world = new World(count, 3, new Random(seed));
        assertThat(world.guarantee(5).revisions())
                .filteredOn(r -> r.reach() == Reach.ON_NODES)
                .allSatisfy(r -> assertThat(world.seen(r.revision())).hasSize(3).allMatch(Sight::present));
    }

    private static final class World {

        final List<Revision> revisions = new ArrayList<>();
        final List<UUID> nodes = new ArrayList<>();
        final Map<String, Map<UUID, Sight>> onNodes = new HashMap<>();
        final Map<String, RegistryImage> registry = new HashMap<>();

        World(int count, int nodeCount, Random random) {
            for (int i = 0; i < nodeCount; i++) {
                nodes.add(new UUID(1, i));
            }
            for (int number = 1; number <= count; number++) {
                // Several revisions may well share an image.
                PinnedImage image = new PinnedImage("shop/web:1", "sha256:" + random.nextInt(count), null);
                boolean sealed = random.nextInt(5) > 0;
                revisions.add(new Revision(
                        new UUID(2, number),
                        new UUID(3, 0),
                        number,
                        ServiceDefinition.of("shop/web", "1"),
                        "hash",
                        sealed ? image : null,
                        null,
                        "edited",
                        "ada",
                        NOW,
                        sealed ? "seal" : null,
                        sealed && random.nextBoolean() ? NOW.plusSeconds(number) : null));
                Map<UUID, Sight> seen = onNodes.computeIfAbsent(ImageKey.of(image), _ -> new HashMap<>());
                nodes.stream()
                        .filter(_ -> random.nextInt(4) > 0)
                        .forEach(node -> seen.put(node, new Sight(random.nextInt(3) > 0, NOW)));
                if (random.nextBoolean()) {
                    State state = State.values()[random.nextInt(3)];
                    registry.put(ImageKey.of(image), new RegistryImage(state, "so it says", NOW));
                }
            }
        }

        Guarantee guarantee(int window) {
            return GuaranteeDecision.decide(revisions, window, nodes, false, onNodes, registry);
        }

        List<Sight> seen(Revision revision) {
            PinnedImage image = revision.image();
            return image == null
                    ? List.of()
                    : List.copyOf(
                            onNodes.getOrDefault(ImageKey.of(image), Map.of()).values());
        }
    }
}
