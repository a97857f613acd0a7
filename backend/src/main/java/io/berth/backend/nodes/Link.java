package io.berth.backend.nodes;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One connection of one agent. What comes in is worked off by one virtual thread, what goes out is written by another: so
 * a stuck agent blocks nobody, and a slow database does not look like a silent agent.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int QUEUE = 10_000;

    private final UUID nodeId;
    private final WebSocketSession session;
    private final BlockingQueue<Incoming> inbox = new LinkedBlockingQueue<>(QUEUE);
    private final BlockingQueue<Outgoing> outbox = new LinkedBlockingQueue<>(QUEUE);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread worker;
    private volatile Instant lastHeard;

    private sealed interface Incoming {
        record Message(AgentMessage message) implements Incoming {}

        /** Makes the worker look up: the link has ended. */
        record WakeUp() implements Incoming {}
    }

    private sealed interface Outgoing {
        record Message(ControlMessage message) implements Outgoing {}

        record Close(CloseStatus status) implements Outgoing {}
    }

    /** @param work the whole life of the link, on its own thread */
    Link(UUID nodeId, WebSocketSession session, Instant now, Consumer<Link> work) {
        this.nodeId = nodeId;
        this.session = session;
        this.lastHeard = now;
        this.worker = Thread.ofVirtual().name("link-" + nodeId).unstarted(() -> work.accept(this));
    }

    void start() {
        worker.start();
        Thread.ofVirtual().name("link-writer-" + nodeId).start(this::write);
    }

    UUID nodeId() {
        return nodeId;
    }

    /** Called by the connection's own thread. Blocks while too much waits: the agent is not read any further. */
    void received(AgentMessage message, Instant now) throws InterruptedException {
        lastHeard = now;
        if (!ended.get()) {
            inbox.put(new Incoming.Message(message));
        }
    }

    boolean silentSince(Instant time) {
        return lastHeard.isBefore(time);
    }

    /** The next message, or null when the link has ended. */
    @Nullable
    AgentMessage next() {
        return message(take());
    }

    /** The next message, or null when the link has ended or said nothing for that long. */
    @Nullable
    AgentMessage next(Duration patience) {
        try {
            return message(inbox.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable Incoming take() {
        try {
            return inbox.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable AgentMessage message(@Nullable Incoming incoming) {
        return !ended.get() && incoming instanceof Incoming.Message(AgentMessage message) ? message : null;
    }

    /** Puts a message into the queue. An agent that lets the queue run full is cut off. */
    boolean send(ControlMessage message) {
        if (ended.get()) {
            return false;
        }
        if (!outbox.offer(new Outgoing.Message(message))) {
            end(CloseStatus.SESSION_NOT_RELIABLE.withReason("the agent does not read"));
            return false;
        }
        return true;
    }

    /** Ends the link after what waits to be sent; the worker finishes what it is doing and nothing more. */
    void end(CloseStatus status) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        inbox.clear();
        inbox.offer(new Incoming.WakeUp());
        if (!outbox.offer(new Outgoing.Close(status))) {
            outbox.clear();
            outbox.offer(new Outgoing.Close(status));
        }
    }

    void awaitWorker() {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (true) {
                switch (outbox.take()) {
                    case Outgoing.Message(ControlMessage message) ->
                        session.sendMessage(new TextMessage(Wire.write(message)));
                    case Outgoing.Close(CloseStatus status) -> {
                        session.close(status);
                        return;
                    }
                }
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The link of node {} cannot be written to: {}", nodeId, e.toString());
            end(CloseStatus.SESSION_NOT_RELIABLE);
            closeQuietly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeQuietly() {
        try {
            session.close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (IOException e) {
            LOG.debug("The link of node {} was closed the hard way: {}", nodeId, e.toString());
        }
    }
}
