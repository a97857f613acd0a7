package io.berth.e2e.traffic;

import java.time.Duration;

/** Clients that take their time. */
final class Pace {

    private Pace() {}

    /** @param nanos of {@link System#nanoTime} */
    static void sleepUntil(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A client was interrupted", e);
        }
    }
}
