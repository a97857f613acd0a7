package io.berth.simulation;

import io.berth.simulation.Simulation.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Many seeds, on as many threads as there are processors; each simulation is confined to its own. */
final class Campaign {

    private final Plant plant;
    private final int mostViolations;
    private final Duration patience;

    /** @param patience after this no further seed is begun */
    Campaign(Plant plant, int mostViolations, Duration patience) {
        this.plant = plant;
        this.mostViolations = mostViolations;
        this.patience = patience;
    }

    /** @param violations of the seeds that broke a rule, in the order of their seeds */
    record Outcome(long seeds, long events, double seconds, Coverage coverage, List<Result> violations) {}

    Outcome run(long from, long seeds) {
        long begun = System.nanoTime();
        long end = begun + patience.toNanos();
        AtomicLong next = new AtomicLong(from);
        List<Worker> workers = new ArrayList<>();
        int processors = Math.max(1, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < processors; i++) {
            workers.add(new Worker(next, from + seeds, end));
        }
        List<Thread> threads =
                workers.stream().map(worker -> Thread.ofVirtual().start(worker)).toList();
        threads.forEach(Campaign::await);
        Coverage coverage = new Coverage();
        List<Result> violations = new ArrayList<>();
        long events = 0;
        long done = 0;
        for (Worker worker : workers) {
            coverage.add(worker.coverage);
            violations.addAll(worker.violations);
            events += worker.events;
            done += worker.done;
        }
        violations.sort(Comparator.comparingLong(Result::seed));
        return new Outcome(done, events, (System.nanoTime() - begun) / 1e9, coverage, violations);
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker implements Runnable {

        private final AtomicLong next;
        private final long end;
        private final long latest;
        private final Coverage coverage = new Coverage();
        private final List<Result> violations = new ArrayList<>();
        private long events;
        private long done;

        Worker(AtomicLong next, long end, long latest) {
            this.next = next;
            this.end = end;
            this.latest = latest;
        }

        @Override
        public void run() {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                Result result = Simulation.run(seed, plant);
                coverage.add(result.coverage());
                events += result.events();
                done++;
                if (result.violation() != null) {
                    violations.add(result);
                }
                if (violations.size() >= mostViolations || System.nanoTime() > latest) {
                    next.set(end);
                }
            }
        }
    }
}
