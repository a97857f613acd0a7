package io.berth.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports that nobody listens on, below those that the kernel and the engine hand out by themselves. */
public final class FreePorts {

    private static final int FIRST = 21_000;
    private static final int LAST = 29_999;
    private static final AtomicInteger LAST_TRIED = new AtomicInteger(startingPoint());

    private FreePorts() {}

    /** Never the same one twice in one run of the tests. */
    public static int next() {
        for (int tried = 0; tried < LAST - FIRST; tried++) {
            int port = LAST_TRIED.updateAndGet(last -> last >= LAST ? FIRST : last + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port between " + FIRST + " and " + LAST + " is free");
    }

    /** Runs of the tests side by side begin in different places. */
    private static int startingPoint() {
        return FIRST + (int) (ProcessHandle.current().pid() * 97 % (LAST - FIRST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
