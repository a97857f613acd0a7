package io.berth.backend.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.images.CleanUpDecision.Verdict;
import io.berth.protocol.DiskSpace;
import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CleanUpDecisionTests {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID NODE = new UUID(0, 1);
    static final UUID OURS = new UUID(0, 2);
    static final UUID THEIRS = new UUID(0, 3);

    @Test
    void whatNothingNeedsGoesTheOldestFirst() {
        List<Verdict> verdicts =
                CleanUpDecision.decide(List.of(pulled("b", 20), pulled("a", 30), pulled("c", 10)), List.of());
        assertThat(verdicts).allMatch(Verdict.Remove.class::isInstance);
        assertThat(verdicts).extracting(v -> v.image().key()).containsExactly("c", "b", "a");
    }

    @Test
    void whatBerthDidNotBringStays() {
        NodeImage foreign = image("a", true, null);
        assertThat(CleanUpDecision.decide(List.of(foreign), List.of())).containsExactly(new Verdict.NotOurs(foreign));
    }

    @Test
    void whatIsNeededStaysWhoeverNeedsIt() {
        NodeImage image = pulled("a", 1);
        Need need = new Need("a", THEIRS, "revision 4 of vault is promised");
        assertThat(CleanUpDecision.decide(List.of(image), List.of(need)))
                .containsExactly(new Verdict.Needed(image, List.of(need)));
    }

    @Test
    void whatIsNotThereIsNotSpokenOf() {
        assertThat(CleanUpDecision.decide(List.of(image("a", false, NOW)), List.of()))
                .isEmpty();
    }

    @Test
    void anImageThatNoRegistryKnowsIsNeverRemoved() {
        NodeImage local =
                new NodeImage(NODE, "sha256:id", new PinnedImage("web:dev", null, "sha256:id"), true, NOW, 1L, NOW);
        assertThat(CleanUpDecision.decide(List.of(local), List.of())).containsExactly(new Verdict.NotOurs(local));
    }

    @Test
    void anotherTeamsServicesAreNotNamed() {
        NodeImage image = pulled("a", 1);
        Verdict needed = new Verdict.Needed(
                image,
                List.of(
                        new Need("a", THEIRS, "revision 4 of vault is promised"),
                        new Need("a", OURS, "revision 2 of web is promised")));
        CleanUpWords sharing = new CleanUpWords(OURS, false, Set.of("a"));
        assertThat(sharing.planned(needed).why()).isEqualTo("revision 2 of web is promised");

        Verdict theirs = new Verdict.Needed(image, List.of(new Need("a", THEIRS, "revision 4 of vault is promised")));
        assertThat(sharing.planned(theirs).why()).isEqualTo("needed by another team");

        CleanUpPlan.Entry masked = new CleanUpWords(OURS, false, Set.of()).planned(theirs);
        assertThat(masked.toString()).doesNotContain("vault", "shop", "sha256");
        assertThat(masked.image()).isEqualTo("an image of another team");
    }

    @Test
    void theDiskIsTooFullFromTheThresholdOn() {
        assertThat(CleanUpDecision.tooFull(new DiskSpace(1000, 201), 80)).isFalse();
        assertThat(CleanUpDecision.tooFull(new DiskSpace(1000, 200), 80)).isTrue();
        assertThat(CleanUpDecision.tooFull(new DiskSpace(0, 0), 80)).isFalse();
        assertThat(CleanUpDecision.without(new DiskSpace(1000, 900), 500).freeBytes())
                .isEqualTo(1000);
    }

    private static NodeImage pulled(String key, int second) {
        return image(key, true, NOW.plusSeconds(second));
    }

    static NodeImage image(String key, boolean present, @Nullable Instant pulledAt) {
        return new NodeImage(
                NODE, key, new PinnedImage("shop/" + key + ":1", "sha256:" + key, null), present, pulledAt, 10L, NOW);
    }
}
