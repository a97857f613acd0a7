package io.berth.agent.report;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.FailureCode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;

/** Measures the volumes about once a minute. The engine walks through every file for it, so never more often. */
public final class VolumeSizeReports {

    private static final System.Logger LOG = System.getLogger(VolumeSizeReports.class.getName());
    private static final Duration AFTER_START = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofSeconds(60);

    private final Engine engine;
    private final UUID installation;
    private final Upward upward;

    public VolumeSizeReports(Engine engine, UUID installation, Upward upward) {
        this.engine = engine;
        this.installation = installation;
        this.upward = upward;
    }

    /** Runs until interrupted. */
    public void run() throws InterruptedException {
        Thread.sleep(AFTER_START);
        while (true) {
            if (upward.linked()) {
                measure();
            }
            Thread.sleep(PACE);
        }
    }

    private void measure() {
        try {
            upward.send(new AgentMessage.VolumeSizes(engine.volumeSizes(installation)));
        } catch (EngineException e) {
            if (e.code() != FailureCode.ENGINE_UNREACHABLE) {
                LOG.log(Level.WARNING, "the volumes could not be measured: {0}", e.sentence());
            }
        }
    }
}
