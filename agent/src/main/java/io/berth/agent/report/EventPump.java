package io.berth.agent.report;

import io.berth.agent.engine.ContainerEvent;
import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineStream;
import io.berth.agent.engine.EngineStreams;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.VolumeObservation;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Turns the engine's events into reports. One thread listens, one looks and tells: so a report is never older than one that
 * was sent before it. Whenever events may have been missed, and once a minute in any case, everything is told anew.
 */
public final class EventPump implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EventPump.class.getName());
    private static final Duration ENGINE_AWAY = Duration.ofSeconds(1);
    private static final Duration WHOLE_PICTURE = Duration.ofSeconds(60);
    private static final int BACKLOG = 2_000;

    private final Engine engine;
    private final EngineStreams streams;
    private final UUID installation;
    private final Upward upward;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private volatile @Nullable EngineStream<ContainerEvent> listening;

    public EventPump(Engine engine, EngineStreams streams, UUID installation, Upward upward) {
        this.engine = engine;
        this.streams = streams;
        this.installation = installation;
        this.upward = upward;
    }

    public void start() {
        Thread.ofVirtual().name("engine-events").start(this::listen);
        Thread.ofVirtual().name("engine-reports").start(this::report);
        Thread.ofVirtual().name("engine-inventory").start(this::repeat);
    }

    /** Tells everything anew, as after a gap. */
    public void takeInventory() {
        news.clear();
        news.add(new News.Everything());
    }

    private void listen() {
        boolean troubled = false;
        while (!closed) {
            try (EngineStream<ContainerEvent> events = streams.containerEvents(installation)) {
                listening = events;
                if (troubled) {
                    LOG.log(Level.INFO, "the engine answers again");
                    troubled = false;
                }
                takeInventory();
                for (ContainerEvent event = events.next(); event != null; event = events.next()) {
                    if (isHolder(event.name(), event.labels())) {
                        continue;
                    }
                    if (news.size() > BACKLOG) {
                        takeInventory();
                    }
                    news.add(new News.Changed(event));
                }
            } catch (EngineException e) {
                if (!troubled && !closed) {
                    LOG.log(Level.WARNING, "events of the engine broke off: {0}", e.sentence());
                }
                troubled = true;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "events of the engine cannot be read", e);
            }
            sleep();
        }
    }

    private void report() {
        while (!closed) {
            News next;
            try {
                next = news.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (upward.linked()) {
                tell(next);
            }
        }
    }

    private void tell(News next) {
        try {
            upward.send(
                    switch (next) {
                        case News.Everything _ -> lookAtEverything();
                        case News.Changed changed -> new AgentMessage.ContainerChanged(look(changed.event()));
                    });
        } catch (EngineException e) {
            if (e.code() != FailureCode.ENGINE_UNREACHABLE) {
                LOG.log(Level.WARNING, "the engine could not be looked at: {0}", e.sentence());
            }
            sleep();
            takeInventory();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a report broke off", e);
            sleep();
            takeInventory();
        }
    }

    private AgentMessage lookAtEverything() {
        long begun = System.nanoTime();
        // Holders are the agent's own business.
        List<ContainerObservation> containers = engine.containers(installation).stream()
                .filter(seen -> !isHolder(seen.name(), seen.labels()))
                .toList();
        List<VolumeObservation> volumes = engine.volumes(installation);
        return new AgentMessage.Inventory(containers, volumes, (System.nanoTime() - begun) / 1_000_000);
    }

    private static boolean isHolder(String name, Map<String, String> labels) {
        return name.equals(labels.get(Labels.HOLDER));
    }

    private ContainerObservation look(ContainerEvent event) {
        if (event.destroyed()) {
            return gone(event);
        }
        return engine.findContainer(event.engineId())
                .map(EngineContainer::observation)
                .orElseGet(() -> gone(event));
    }

    private static ContainerObservation gone(ContainerEvent event) {
        Map<String, String> labels = new HashMap<>(event.labels());
        labels.keySet().removeIf(label -> !label.startsWith("berth."));
        return new ContainerObservation(
                event.engineId(),
                event.name(),
                ContainerObservation.State.GONE,
                ContainerObservation.Health.NONE,
                null,
                null,
                List.of(),
                0,
                labels);
    }

    private void repeat() {
        while (!closed) {
            sleep(WHOLE_PICTURE);
            takeInventory();
        }
    }

    private void sleep() {
        sleep(ENGINE_AWAY);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.interrupted(); // closing a stream interrupts its reader; whether to go on is told by "closed"
        }
    }

    @Override
    public void close() {
        closed = true;
        EngineStream<ContainerEvent> events = listening;
        if (events != null) {
            events.close();
        }
    }

    /** What there is to tell. */
    private sealed interface News {
        record Everything() implements News {}

        record Changed(ContainerEvent event) implements News {}
    }
}
