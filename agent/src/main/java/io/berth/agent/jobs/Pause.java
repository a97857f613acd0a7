package io.berth.agent.jobs;

import java.time.Duration;

/** Lets time go by. */
@FunctionalInterface
public interface Pause {

    void pause(Duration length);

    /** In real time. */
    static Pause ofThread() {
        return length -> {
            try {
                Thread.sleep(length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
