package io.berth.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Virtual time: the next thing happens when the one before is over, and the clock jumps there. */
final class Scheduler implements InstantSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final Trace trace;
    private final Thread thread = Thread.currentThread();
    private long now;
    private long order;
    private long events;
    private @Nullable Coroutine current;

    Scheduler(Trace trace) {
        this.trace = trace;
    }

    @Override
    public Instant instant() {
        return START.plusMillis(now);
    }

    /** Milliseconds since the simulation began. */
    long now() {
        return now;
    }

    /** What that time is on the simulated clock; before everything if it is negative. */
    long epochMilli(long millis) {
        return millis < 0 ? Long.MIN_VALUE : START.toEpochMilli() + millis;
    }

    long events() {
        return events;
    }

    void after(long millis, String what, Runnable action) {
        agenda.add(new Event(now + millis, order++, what, action));
    }

    /** It does not happen if the process has ended by then. */
    void after(Life life, long millis, String what, Runnable action) {
        after(millis, what, () -> {
            if (!life.over()) {
                action.run();
            }
        });
    }

    /** Starts code that may {@link #pause}. */
    void start(Life life, long millis, String what, Runnable body) {
        after(life, millis, what, () -> {
            Coroutine coroutine = new Coroutine(thread, life, body);
            life.begun(coroutine);
            run(coroutine);
        });
    }

    private void run(Coroutine coroutine) {
        current = coroutine;
        try {
            coroutine.resume();
        } finally {
            current = null;
            if (coroutine.ended()) {
                coroutine.life().finished(coroutine);
            }
        }
    }

    /** Whether the code that runs now may pause. */
    boolean inCoroutine() {
        return current != null;
    }

    /** Lets virtual time go by for the code that runs now. */
    void pause(long millis, String what) {
        Coroutine paused = current;
        if (paused == null) {
            throw new IllegalStateException("only a coroutine can pause: " + what);
        }
        after(millis, what, () -> {
            if (!paused.ended()) {
                run(paused);
            }
        });
        paused.pause();
    }

    /** Does what comes next, at the latest at that time. Returns false if there is nothing. */
    boolean step(long latest) {
        Event next = agenda.peek();
        if (next == null || next.at > latest) {
            return false;
        }
        agenda.remove();
        now = next.at;
        events++;
        trace.at(now, next.what);
        next.action.run();
        return true;
    }

    private record Event(long at, long order, String what, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }
}
