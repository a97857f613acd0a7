package io.berth.backend.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.images.ReachDecision.Sight;
import io.berth.backend.images.ReachDecision.Verdict;
import io.berth.backend.images.RegistryImage.State;
import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachDecisionTests {

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);
    private static final UUID HARBOUR = new UUID(0, 1);
    private static final UUID QUAY = new UUID(0, 2);
    private static final Sight THERE = new Sight(true, LATE);
    private static final Sight GONE = new Sight(false, LATE);
    private static final PinnedImage WEB = new PinnedImage("shop/web:1", "sha256:a", null);
    private static final PinnedImage LOCAL = new PinnedImage("web:dev", null, "sha256:id");

    @Test
    void anImageOnEveryNodeThatNeedsItIsNear() {
        Verdict verdict = both(Map.of(HARBOUR, THERE, QUAY, new Sight(true, EARLY)), null);
        assertThat(verdict.reach()).isEqualTo(Reach.ON_NODES);
        assertThat(verdict.checkedAt()).isEqualTo(EARLY);
    }

    @Test
    void oneNodeWithoutItMeansThatTheRegistryIsNeeded() {
        Map<UUID, Sight> seen = Map.of(HARBOUR, THERE, QUAY, GONE);
        assertThat(both(seen, registry(State.THERE)).reach()).isEqualTo(Reach.IN_REGISTRY);
        assertThat(both(seen, registry(State.LOST)).reach()).isEqualTo(Reach.LOST);
        assertThat(both(seen, registry(State.UNKNOWN)).reach()).isEqualTo(Reach.UNKNOWN);
        assertThat(both(seen, null).reach()).isEqualTo(Reach.UNKNOWN);
    }

    @Test
    void whatWasNeverLookedForIsNotCalledLost() {
        assertThat(both(Map.of(HARBOUR, THERE), registry(State.LOST)).reach()).isEqualTo(Reach.UNKNOWN);
        assertThat(both(Map.of(HARBOUR, GONE), registry(State.LOST)).reach()).isEqualTo(Reach.LOST);
    }

    @Test
    void aServiceWithoutContainersCanBeginOnAnyNode() {
        Verdict verdict =
                ReachDecision.decide(WEB, List.of(HARBOUR, QUAY), true, Map.of(HARBOUR, GONE, QUAY, THERE), null);
        assertThat(verdict.reach()).isEqualTo(Reach.ON_NODES);
    }

    @Test
    void withoutAnyNodeTheRegistryDecides() {
        assertThat(ReachDecision.decide(WEB, List.of(), true, Map.of(), registry(State.THERE))
                        .reach())
                .isEqualTo(Reach.IN_REGISTRY);
        assertThat(ReachDecision.decide(WEB, List.of(), false, Map.of(), registry(State.LOST))
                        .reach())
                .isEqualTo(Reach.LOST);
    }

    @Test
    void anImageThatNoRegistryKnowsIsLostWhenItsNodeHasLostIt() {
        Verdict lost = ReachDecision.decide(LOCAL, List.of(HARBOUR), false, Map.of(HARBOUR, GONE), null);
        assertThat(lost.reach()).isEqualTo(Reach.LOST);
        assertThat(lost.problem()).contains("local only");
        Verdict near = ReachDecision.decide(LOCAL, List.of(HARBOUR), false, Map.of(HARBOUR, THERE), null);
        assertThat(near.reach()).isEqualTo(Reach.ON_NODES);
        assertThat(near.problem()).isNull();
    }

    @Test
    void theRegistrysWordsAreHandedOn() {
        assertThat(both(Map.of(), registry(State.UNKNOWN)).problem()).isEqualTo("it is silent");
        assertThat(both(Map.of(), registry(State.THERE)).problem()).isNull();
        assertThat(both(Map.of(), null).checkedAt()).isNull();
    }

    private static Verdict both(Map<UUID, Sight> seen, @Nullable RegistryImage registry) {
        return ReachDecision.decide(WEB, List.of(HARBOUR, QUAY), false, seen, registry);
    }

    private static RegistryImage registry(State state) {
        return new RegistryImage(state, state == State.THERE ? null : "it is silent", LATE);
    }
}
