package io.berth.backend.web.live;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One who watches a team's news. What comes while he is busy is told once, however often it came. */
final class Watch implements AutoCloseable {

    private final UUID teamId;
    private final Consumer<Watch> leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Set<String> waiting = new LinkedHashSet<>();
    private boolean doubted;
    private boolean closed;

    Watch(UUID teamId, Consumer<Watch> leave) {
        this.teamId = teamId;
        this.leave = leave;
    }

    UUID teamId() {
        return teamId;
    }

    void tell(String topic) {
        change(() -> waiting.add(topic));
    }

    /** Makes the watcher look whether he may still watch. */
    void doubt() {
        change(() -> doubted = true);
    }

    /** Whether somebody asked since the last time. */
    boolean takeDoubt() {
        lock.lock();
        try {
            boolean taken = doubted;
            doubted = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news; empty if there were none, or if there is a reason to look who is watching. */
    Set<String> await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (waiting.isEmpty() && !closed && !doubted && left > 0) {
                left = something.awaitNanos(left);
            }
            Set<String> topics = new LinkedHashSet<>(waiting);
            waiting.clear();
            return topics;
        } finally {
            lock.unlock();
        }
    }

    /** Lets news gather, so that many at once become one update. */
    void gather(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = something.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        change(() -> closed = true);
        leave.accept(this);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
