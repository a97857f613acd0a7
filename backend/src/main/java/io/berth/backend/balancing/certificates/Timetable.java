package io.berth.backend.balancing.certificates;

import java.time.Duration;
import java.time.Instant;

/** When a certificate is ordered. */
final class Timetable {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final int DOUBLINGS = 10;

    private Timetable() {}

    /** After two thirds of its life: 30 days before the end of one that is valid for 90. */
    static Instant renewal(Instant notBefore, Instant notAfter) {
        return notBefore.plus(Duration.between(notBefore, notAfter).dividedBy(3).multipliedBy(2));
    }

    /**
     * Authorities count failures, and refuse whoever has too many.
     *
     * @param failures how many there were in a row, this one included
     */
    static Duration pauseAfter(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1L, 0, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
