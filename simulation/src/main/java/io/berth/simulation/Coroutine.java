package io.berth.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Blocking code that runs in virtual time. It has a thread of its own, but only one of it and its scheduler ever runs: they
 * hand the baton to each other.
 */
final class Coroutine {

    private final Thread caller;
    private final Life life;
    private final Thread thread;
    private volatile boolean itsTurn;
    private volatile boolean done;
    private boolean doomed;
    private volatile @Nullable Throwable failure;

    /** @param caller the scheduler's thread */
    Coroutine(Thread caller, Life life, Runnable body) {
        this.caller = caller;
        this.life = life;
        this.thread = Thread.ofVirtual().unstarted(() -> run(body));
    }

    private void run(Runnable body) {
        try {
            body.run();
        } catch (Ended e) {
            // It was killed: that is all there is to it.
        } catch (Throwable e) {
            failure = e;
        } finally {
            done = true;
            itsTurn = false;
            LockSupport.unpark(caller);
        }
    }

    /** Lets it run until it pauses or ends. */
    void resume() {
        if (done) {
            return;
        }
        itsTurn = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (itsTurn) {
            LockSupport.park(this);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (thrown instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a simulated process broke off: " + thrown, thrown);
        }
    }

    /** Called by the coroutine itself: hands the baton back until it is resumed. */
    void pause() {
        itsTurn = false;
        LockSupport.unpark(caller);
        while (!itsTurn) {
            LockSupport.park(this);
        }
        if (doomed) {
            throw new Ended();
        }
    }

    void kill() {
        doomed = true;
        if (thread.getState() != Thread.State.NEW) {
            resume();
        }
    }

    Life life() {
        return life;
    }

    boolean ended() {
        return done || doomed;
    }
}
