package io.berth.agent.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that goes by only while somebody pauses, and what happens meanwhile. */
public final class SimulatedTime implements InstantSource, Pause {

    private final PriorityQueue<Happening> agenda =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int order;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void pause(Duration length) {
        Instant until = now.plus(length);
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(until)) {
            Happening next = agenda.remove();
            now = next.at();
            next.what().run();
        }
        now = until;
    }

    public void after(Duration delay, Runnable what) {
        agenda.add(new Happening(now.plus(delay), order++, what));
    }

    private record Happening(Instant at, int order, Runnable what) {}
}
