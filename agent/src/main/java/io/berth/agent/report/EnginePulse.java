package io.berth.agent.report;

import io.berth.agent.engine.Engine;
import java.time.Duration;

/** Knows whether the engine answers, without making anybody wait for an engine that hangs. */
public final class EnginePulse {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final Engine engine;
    private volatile boolean answers = true;

    public EnginePulse(Engine engine) {
        this.engine = engine;
    }

    /** Runs until interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            answers = engine.answers();
            Thread.sleep(PACE);
        }
    }

    public boolean answers() {
        return answers;
    }
}
