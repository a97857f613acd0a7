package io.berth.backend.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTests {

    private static final Instant TOLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = TOLD.plusSeconds(100);
    private static final UUID LB = new UUID(1, 1);
    private static final UUID WEB = new UUID(2, 2);

    @Test
    void aContainerServesOnceHaproxysOwnCheckHasPassed() {
        Balanced told = known(null, null, false);
        assertThat(Judgement.of(told, List.of(seen(true, false, false, 0)), false, NOW)
                        .serving())
                .isNull();
        assertThat(Judgement.of(told, List.of(seen(true, true, false, 0)), false, NOW)
                        .serving())
                .isEqualTo(NOW);
    }

    @Test
    void aReloadForgetsChecksAndTheContainerServesOn() {
        Balanced serving = known(TOLD, TOLD, false);
        assertThat(Judgement.of(serving, List.of(seen(true, false, false, 0)), false, NOW)
                        .serving())
                .isEqualTo(TOLD);
    }

    @Test
    void aContainerOfSeveralBackendsServesOnceItDoesInAll() {
        Balanced told = known(null, null, false);
        List<Seen> half = List.of(seen(true, true, false, 0), seen(false, true, false, 0));
        assertThat(Judgement.of(told, half, false, NOW).serving()).isNull();
        assertThat(Judgement.of(told, List.of(), false, NOW).serving()).isNull();
    }

    @Test
    void timeBeginsWithTheFirstAnswerAndAnewWhenItCeasesToServe() {
        Balanced first = Judgement.of(known(null, null, false), List.of(seen(false, true, false, 0)), false, NOW);
        assertThat(first.answered()).isEqualTo(NOW);
        assertThat(first.told()).isEqualTo(TOLD);
        assertThat(first.found()).isEqualTo("DOWN L4CON");
        Balanced lost = Judgement.of(known(TOLD, TOLD, false), List.of(seen(false, true, false, 0)), false, NOW);
        assertThat(lost.told()).isEqualTo(NOW);
        assertThat(lost.answered()).isEqualTo(NOW);
        assertThat(lost.serving()).isNull();
    }

    @Test
    void whatDrainsHasSessionsAsLongAsAFormerProcessMayHaveSome() {
        Balanced drains = known(TOLD, null, true);
        assertThat(Judgement.of(drains, List.of(seen(true, true, true, 0)), true, NOW)
                        .sessions())
                .isEqualTo(1);
        assertThat(Judgement.of(drains, List.of(seen(true, true, true, 0)), false, NOW)
                        .sessions())
                .isZero();
        assertThat(Judgement.of(drains, List.of(seen(true, true, true, 5)), true, NOW)
                        .sessions())
                .isEqualTo(5);
    }

    private static Balanced known(@Nullable Instant answered, @Nullable Instant serving, boolean draining) {
        return new Balanced(LB, WEB, TOLD, answered, serving, draining, "", 0);
    }

    private static Seen seen(boolean up, boolean checked, boolean draining, long sessions) {
        return new Seen(
                "be_web",
                "web-1",
                up,
                checked,
                draining,
                up ? "UP" : "DOWN",
                up ? "L4OK" : "L4CON",
                sessions,
                new Counters(0, 0, 0, 0));
    }
}
