package io.berth.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: twice as long each time, scattered, so that many agents do not come back at once. */
final class Backoff {

    private static final long SHORTEST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 15_000;

    private final RandomGenerator random;
    private long ceiling = SHORTEST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long wait = ceiling / 2 + random.nextLong(ceiling / 2 + 1);
        ceiling = Math.min(LONGEST_MILLIS, ceiling * 2);
        return Duration.ofMillis(Math.max(SHORTEST_MILLIS, wait));
    }

    void reset() {
        ceiling = SHORTEST_MILLIS;
    }
}
