package io.berth.backend.web.containers;

import io.berth.protocol.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes lines from a host's stream and hands them out in bunches. While it is full the stream waits, and with it the host;
 * once closed it takes no more, so that a waiting stream ends.
 */
final class LogReader implements Consumer<LogLine>, AutoCloseable {

    private static final int ROOM = 1_000;
    static final int BUNCH = 500;

    private final BlockingQueue<LogLine> lines = new ArrayBlockingQueue<>(ROOM);
    private volatile boolean closed;

    @Override
    public void accept(LogLine line) {
        try {
            boolean taken = false;
            while (!taken && !closed) {
                taken = lines.offer(line, 200, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** The next lines, in order; empty if none came in that time. */
    List<LogLine> next(Duration atMost) throws InterruptedException {
        LogLine first = lines.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<LogLine> bunch = new ArrayList<>();
        bunch.add(first);
        lines.drainTo(bunch, BUNCH - 1);
        return bunch;
    }

    boolean empty() {
        return lines.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
