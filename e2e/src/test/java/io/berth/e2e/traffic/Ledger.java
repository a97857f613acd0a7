package io.berth.e2e.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of every request. */
final class Ledger {

    private static final int MOST_FAILURES = 10_000;

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final List<Failure> failures = new ArrayList<>();
    private Duration latestBegin = Duration.ZERO;

    @Nullable
    private Throwable defect;

    Ledger() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new Count());
        }
    }

    /** @return whether it got what it asked for */
    boolean attempt(Kind kind, Duration nominal, Exchange exchange) {
        Attempt attempt = new Attempt(this, kind);
        count(kind, count -> count.begun++);
        try {
            exchange.run(attempt);
            ended(attempt, nominal, null);
            return true;
        } catch (Lost lost) {
            ended(attempt, nominal, lost);
            return false;
        }
    }

    private synchronized void ended(Attempt attempt, Duration nominal, @Nullable Lost lost) {
        Count count = count(attempt.kind());
        // What takes its time in steps measures each of them by itself.
        if (attempt.kind() != Kind.WEBSOCKET) {
            stalled(attempt.kind(), attempt.at(), attempt.taken().minus(nominal));
        }
        if (lost == null) {
            count.completed++;
            return;
        }
        count.failed++;
        if (failures.size() < MOST_FAILURES) {
            failures.add(new Failure(
                    attempt.kind(), lost.trouble(), attempt.at(), attempt.taken(), attempt.version(), lost.seen()));
        }
    }

    void answered(Kind kind, Answer answer) {
        count(kind, count -> {
            count.statuses.merge(answer.status(), 1L, Long::sum);
            count.versions.merge(answer.version(), 1L, Long::sum);
            count.announcedCloses += answer.announcesClose() ? 1 : 0;
        });
    }

    synchronized void stalled(Kind kind, Instant at, Duration length) {
        Count count = count(kind);
        count.longestStall = count.longestStall.longer(new Stall(length, at));
    }

    synchronized void late(Duration late) {
        latestBegin = late.compareTo(latestBegin) > 0 ? late : latestBegin;
    }

    synchronized void count(Kind kind, Consumer<Count> change) {
        change.accept(count(kind));
    }

    private Count count(Kind kind) {
        Count count = counts.get(kind);
        if (count == null) {
            throw new IllegalStateException("No count of " + kind);
        }
        return count;
    }

    /** A mistake of the generator itself. No report comes after that: its numbers would be wrong. */
    synchronized void broken(Throwable mistake) {
        defect = mistake;
    }

    synchronized Report report() {
        if (defect != null) {
            throw new IllegalStateException("The generator of traffic is broken", defect);
        }
        Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
        counts.forEach((kind, count) -> tallies.put(kind, count.tally()));
        return new Report(tallies, List.copyOf(failures), latestBegin);
    }
}
