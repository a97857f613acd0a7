package io.berth.e2e.traffic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The moment from which nothing begins any more. */
final class Until {

    private final CountDownLatch stopped = new CountDownLatch(1);

    void stop() {
        stopped.countDown();
    }

    /** @return whether it still goes on */
    boolean pause(Duration time) {
        try {
            return !stopped.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A client was interrupted", e);
        }
    }

    boolean goesOn() {
        return stopped.getCount() > 0;
    }
}
