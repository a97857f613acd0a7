package io.berth.backend.balancing.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimetableTests {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aCertificateIsRenewedAfterTwoThirdsOfItsLife() {
        assertThat(Timetable.renewal(BEGIN, BEGIN.plus(Duration.ofDays(90))))
                .isEqualTo(BEGIN.plus(Duration.ofDays(60)));
        assertThat(Timetable.renewal(BEGIN, BEGIN.plus(Duration.ofDays(6)))).isEqualTo(BEGIN.plus(Duration.ofDays(4)));
    }

    @Test
    void thePauseDoublesWithEachFailureUpToSixHours() {
        assertThat(Timetable.pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Timetable.pauseAfter(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Timetable.pauseAfter(5)).isEqualTo(Duration.ofMinutes(16));
        assertThat(Timetable.pauseAfter(10)).isEqualTo(Duration.ofHours(6));
        assertThat(Timetable.pauseAfter(1_000)).isEqualTo(Duration.ofHours(6));
    }
}
