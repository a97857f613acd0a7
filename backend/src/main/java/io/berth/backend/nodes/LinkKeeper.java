package io.berth.backend.nodes;

import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.Home;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens the house for agents at the start, looks for silent ones while it runs, and says good-bye at the end. */
@Component
class LinkKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);
    /** The web server waits for its connections before it stops, so that these are ended first. */
    private static final int STOPPED_FIRST = Integer.MAX_VALUE;

    private final Links links;
    private final LogStreams logStreams;
    private final BerthSettings settings;
    private @Nullable ScheduledExecutorService rounds;

    LinkKeeper(
            Links links,
            LogStreams logStreams,
            NodeRecords records,
            JoinTokens tokens,
            Home home,
            BerthSettings settings) {
        this.links = links;
        this.logStreams = logStreams;
        this.settings = settings;
        // Before the first request can be answered, and so before the first agent can connect.
        records.allDisconnected();
        home.writeSecret(settings.joinTokenPath(), tokens.create(null));
    }

    @Override
    public synchronized void start() {
        links.start();
        long millis = Math.min(LONGEST_ROUND.toMillis(), settings.heartbeat().toMillis());
        rounds = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("link-keeper").factory());
        rounds.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (rounds != null) {
            rounds.shutdown();
            rounds = null;
        }
        logStreams.stop();
        links.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return rounds != null;
    }

    @Override
    public int getPhase() {
        return STOPPED_FIRST;
    }

    private void look() {
        try {
            links.check();
        } catch (RuntimeException e) {
            LOG.error("The links could not be checked", e);
        }
    }
}
