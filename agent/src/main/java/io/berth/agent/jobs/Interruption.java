package io.berth.agent.jobs;

/** How a waiting job learns that it waits in vain. */
final class Interruption {

    private volatile boolean requested;

    void request() {
        requested = true;
    }

    boolean requested() {
        return requested;
    }
}
