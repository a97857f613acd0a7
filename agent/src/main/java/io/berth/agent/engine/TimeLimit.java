package io.berth.agent.engine;

import io.berth.protocol.FailureCode;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends calls to an engine that hangs. The library's own time limits do not work on Unix sockets; an interrupt does, because
 * it closes the channel that the call reads from.
 */
final class TimeLimit {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("engine-time-limits").factory());

    private final Thread caller = Thread.currentThread();
    private boolean over;
    private boolean struck;

    private TimeLimit() {}

    /** @throws EngineException with {@code ENGINE_UNREACHABLE} if there is no answer within that time */
    static <T> T within(Duration limit, Supplier<T> call) {
        TimeLimit watch = new TimeLimit();
        Future<?> alarm = CLOCK.schedule(watch::strike, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (watch.end()) {
                throw new EngineException(
                        FailureCode.ENGINE_UNREACHABLE,
                        "The engine does not answer: it took longer than " + limit.toSeconds() + " s.",
                        e);
            }
            throw e;
        } finally {
            watch.end();
            alarm.cancel(false);
        }
    }

    private synchronized void strike() {
        if (!over) {
            struck = true;
            caller.interrupt();
        }
    }

    /** @return whether time was up */
    private synchronized boolean end() {
        over = true;
        if (struck) {
            Thread.interrupted();
        }
        return struck;
    }
}
