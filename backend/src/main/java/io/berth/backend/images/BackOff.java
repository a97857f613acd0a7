package io.berth.backend.images;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long to leave somebody alone who does not answer: longer every time.
 *
 * @param failures in a row
 */
record BackOff(int failures, Instant until) {

    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    static BackOff after(@Nullable BackOff before, Instant now) {
        int failures = before == null ? 1 : before.failures + 1;
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return new BackOff(failures, now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
    }

    boolean over(Instant now) {
        return !now.isBefore(until);
    }
}
