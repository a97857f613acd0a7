package io.berth.backend.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackOffTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void everyFailureDoublesThePauseUpToTenMinutes() {
        BackOff first = BackOff.after(null, NOW);
        assertThat(first.until()).isEqualTo(NOW.plusSeconds(15));
        assertThat(BackOff.after(first, NOW).until()).isEqualTo(NOW.plusSeconds(30));
        BackOff late = first;
        for (int i = 0; i < 100; i++) {
            late = BackOff.after(late, NOW);
        }
        assertThat(late.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void itIsOverWhenItsTimeHasCome() {
        BackOff pause = BackOff.after(null, NOW);
        assertThat(pause.over(NOW.plusSeconds(14))).isFalse();
        assertThat(pause.over(NOW.plusSeconds(15))).isTrue();
    }
}
