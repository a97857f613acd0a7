package io.berth.agent;

import io.berth.agent.engine.EngineException;
import io.berth.agent.jobs.JobExecutor;
import io.berth.protocol.FailureCode;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Looks every few seconds whether what shares a network runs where its holder runs, as after a restart of the engine. */
final class HolderWatch {

    private static final System.Logger LOG = System.getLogger(HolderWatch.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final JobExecutor jobs;

    HolderWatch(JobExecutor jobs) {
        this.jobs = jobs;
    }

    void run() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(PAUSE);
        }
    }

    private void look() {
        try {
            jobs.lookAfterHolders();
        } catch (EngineException e) {
            // That the engine is away is said by whoever listens to it.
            if (e.code() != FailureCode.ENGINE_UNREACHABLE) {
                LOG.log(Level.WARNING, "what shares a network could not be looked after: {0}", e.sentence());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what shares a network could not be looked after", e);
        }
    }
}
