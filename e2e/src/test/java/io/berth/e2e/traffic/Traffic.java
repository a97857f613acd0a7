package io.berth.e2e.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Clients at work, from {@link #start} to {@link #stop}. */
public final class Traffic implements AutoCloseable {

    /** Before a client whose request has failed tries the next one. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    private static final Duration MORE_THAN_ANY_PATIENCE = Duration.ofSeconds(1);

    private final Load load;
    private final Connections connections;
    private final Ledger ledger = new Ledger();
    private final Until until = new Until();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Thread> rates = new ArrayList<>();

    @Nullable
    private Report last;

    private Traffic(Target target, Load load) {
        this.load = load;
        this.connections = new Connections(target);
    }

    public static Traffic start(Target target, Load load) {
        Traffic traffic = new Traffic(target, load);
        traffic.begin();
        return traffic;
    }

    private void begin() {
        atRate(load.kept(), new KeptRequests(connections, ledger, load));
        atRate(load.fresh(), new FreshRequests(connections, ledger, load));
        atRate(load.uploads(), new Uploads(connections, ledger, load));
        Downloads downloads = new Downloads(connections, ledger, load);
        for (int i = 0; i < load.downloads(); i++) {
            oneAfterTheOther(downloads::one);
        }
        for (int i = 0; i < load.webSockets(); i++) {
            Duration life = load.webSocketLife().plusMillis(500L * i);
            oneAfterTheOther(new WebSockets(connections, ledger, load, until, life)::one);
        }
    }

    /** Whatever the answers take: clients who waited for each other would see a stall once and not as often as it is. */
    private void atRate(double perSecond, Runnable request) {
        if (perSecond > 0) {
            Duration interval = Duration.ofNanos((long) (1e9 / perSecond));
            rates.add(Thread.ofVirtual().start(() -> keepRate(interval, request)));
        }
    }

    private void keepRate(Duration interval, Runnable request) {
        long first = System.nanoTime();
        for (long i = 0; ; i++) {
            long due = first + interval.toNanos() * i;
            if (!until.pause(Duration.ofNanos(due - System.nanoTime()))) {
                return;
            }
            client(() -> {
                ledger.late(Duration.ofNanos(System.nanoTime() - due));
                request.run();
            });
        }
    }

    private void oneAfterTheOther(BooleanSupplier request) {
        client(() -> {
            while (until.goesOn()) {
                if (!request.getAsBoolean()) {
                    until.pause(AFTER_FAILURE);
                }
            }
        });
    }

    private void client(Runnable work) {
        clients.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                ledger.broken(e);
            }
        });
    }

    /** So far. */
    public Report report() {
        return ledger.report();
    }

    /** Begins nothing more and lets all end that has begun, for as long as the most patient of clients would. */
    public Report stop() {
        return stop(longest(load.downloadTime(), longest(load.uploadTime(), load.messagePause()))
                .plus(load.patience().multipliedBy(2))
                .plus(MORE_THAN_ANY_PATIENCE));
    }

    /** What has not ended in this time is cut off, and fails as unfinished. */
    public synchronized Report stop(Duration bound) {
        Report stopped = last;
        if (stopped == null) {
            stopped = end(bound);
            last = stopped;
        }
        return stopped;
    }

    private Report end(Duration bound) {
        until.stop();
        try {
            for (Thread rate : rates) {
                rate.join();
            }
            clients.shutdown();
            boolean ended = clients.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
            connections.cutOffAll();
            if (!ended && !clients.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Clients without a connection do not end");
            }
            connections.stopClock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the traffic stopped", e);
        }
        return ledger.report();
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** At once; whoever wants to know what was seen has stopped it before. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
