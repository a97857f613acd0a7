package io.berth.backend.deployments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.services.ServiceDefinition.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PatienceTests {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration WHOLE = Duration.ofMinutes(2);

    @Test
    void timeRunsWhileTheNodeIsThereAndIsAsked() {
        Instant over = NOW.minusSeconds(1);
        assertThat(Patience.deadline(over, WHOLE, true, NOW.minusSeconds(10), NOW))
                .isEqualTo(over);
    }

    @Test
    void timeBeginsAnewWhileTheNodeIsAwayOrNobodyHasAskedIt() {
        Instant over = NOW.minusSeconds(1);
        assertThat(Patience.deadline(over, WHOLE, false, NOW, NOW)).isEqualTo(NOW.plus(WHOLE));
        assertThat(Patience.deadline(over, WHOLE, true, null, NOW)).isEqualTo(NOW.plus(WHOLE));
        assertThat(Patience.deadline(over, WHOLE, true, NOW.minusSeconds(600), NOW))
                .isEqualTo(NOW.plus(WHOLE));
    }

    @Test
    void aDeadlineNeverComesCloser() {
        Instant later = NOW.plus(Duration.ofHours(1));
        assertThat(Patience.deadline(later, WHOLE, false, null, NOW)).isEqualTo(later);
    }

    @Test
    void anAnswerThatDoesNotComeIsAskedForAgain() {
        assertThat(Patience.askAgain(NOW.minusSeconds(60), NOW.minusSeconds(5), NOW))
                .isFalse();
        assertThat(Patience.askAgain(NOW.minusSeconds(60), NOW.minusSeconds(16), NOW))
                .isTrue();
        assertThat(Patience.askAgain(NOW.minusSeconds(60), null, NOW)).isTrue();
        assertThat(Patience.askAgain(NOW, null, NOW)).isFalse();
    }

    @Test
    void aDeploymentIsLookedAtSoonHoweverLateItWantsTo() {
        assertThat(Patience.wakeAt(null, NOW)).isEqualTo(NOW.plus(Patience.LOOK_AGAIN));
        assertThat(Patience.wakeAt(NOW.plusSeconds(600), NOW)).isEqualTo(NOW.plus(Patience.LOOK_AGAIN));
        assertThat(Patience.wakeAt(NOW.plusMillis(100), NOW)).isEqualTo(NOW.plusMillis(100));
    }

    @Test
    void whatMayTakeLongIsGivenTheTimeThatItsDefinitionSays() {
        Health health = Health.DEFAULT;
        assertThat(JobKind.AWAIT.patience(health)).isEqualTo(Duration.ofSeconds(health.startDeadlineSeconds() + 60L));
        assertThat(JobKind.STOP.patience(health)).isEqualTo(Duration.ofSeconds(health.stopGraceSeconds() + 90L));
    }

    @Test
    void aSlotWithTwoContainersHeldTheOneThatRan() {
        UUID revision = UUID.randomUUID();
        UUID node = UUID.randomUUID();
        BaselineSlot stopped = new BaselineSlot(1, UUID.randomUUID(), node, false);
        BaselineSlot running = new BaselineSlot(1, revision, node, true);
        BaselineSlot other = new BaselineSlot(2, revision, node, false);
        assertThat(BaselineSlot.of(List.of(stopped, other, running))).containsExactly(running, other);
    }
}
