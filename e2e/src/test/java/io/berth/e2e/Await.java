package io.berth.e2e;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for conditions, and says what was seen last where they do not come. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_WORDS = 5000;

    private Await() {}

    public static <T> T until(String what, Duration limit, Supplier<T> look, Predicate<T> good) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                String words = String.valueOf(seen);
                throw new AssertionError("Waited " + limit.toSeconds() + " s in vain until " + what + ". Last seen: "
                        + words.substring(0, Math.min(words.length(), MOST_WORDS)));
            }
            pause(PAUSE);
        }
    }

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(what, limit, condition::getAsBoolean, Boolean::booleanValue);
    }

    /** Between two looks at something that tells no news by itself. */
    public static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
