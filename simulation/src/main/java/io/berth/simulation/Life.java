package io.berth.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run of a process. What it was doing ends with it, wherever it is. */
final class Life {

    private final Set<Coroutine> running = new LinkedHashSet<>();
    private boolean over;

    boolean over() {
        return over;
    }

    void begun(Coroutine coroutine) {
        running.add(coroutine);
    }

    void finished(Coroutine coroutine) {
        running.remove(coroutine);
    }

    /** Kills the process. Called by the scheduler's own thread only. */
    void end() {
        over = true;
        List<Coroutine> doomed = new ArrayList<>(running);
        running.clear();
        doomed.forEach(Coroutine::kill);
    }
}
