package io.berth.backend.nodes;

import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.Installation;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.ProtocolVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** The links of the agents that are connected here: at most one for each node, the newest. */
@Component
class Links implements AgentLink {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final Duration HELLO_PATIENCE = Duration.ofSeconds(10);
    private static final int MISSED_HEARTBEATS = 3;

    private final Map<UUID, Link> current = new ConcurrentHashMap<>();
    /** Whoever has been welcomed is reached from that moment on, and hears nothing before the welcome. */
    private final Object admission = new Object();

    /** What is written down of a node must be in the order in which its links come and go. */
    private final Map<UUID, ReentrantLock> turns = new ConcurrentHashMap<>();

    private final Set<UUID> unrecorded = ConcurrentHashMap.newKeySet();

    private final NodeRecords records;
    private final Installation installation;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;
    private final Duration heartbeat;
    private volatile boolean stopping;

    Links(
            NodeRecords records,
            Installation installation,
            ApplicationEventPublisher news,
            InstantSource clock,
            BerthSettings settings) {
        this.records = records;
        this.installation = installation;
        this.news = news;
        this.clock = clock;
        this.heartbeat = settings.heartbeat();
    }

    @Override
    public boolean send(UUID nodeId, ControlMessage message) {
        @Nullable Link link;
        synchronized (admission) {
            link = current.get(nodeId);
        }
        return link != null && link.send(message);
    }

    /** A new connection of that node; nothing is said yet. */
    Link open(UUID nodeId, WebSocketSession session) {
        Link link = new Link(nodeId, session, clock.instant(), this::live);
        link.start();
        return link;
    }

    /** Ends links that have been silent for too long: a dead host says no good-bye. */
    void check() {
        Instant deadline = clock.instant().minus(heartbeat.multipliedBy(MISSED_HEARTBEATS));
        for (Link link : current.values()) {
            if (link.silentSince(deadline)) {
                LOG.warn("Node {} has been silent for {} heartbeats", link.nodeId(), MISSED_HEARTBEATS);
                link.end(CloseStatus.SESSION_NOT_RELIABLE.withReason("no heartbeat"));
            }
        }
        for (UUID nodeId : Set.copyOf(unrecorded)) {
            ReentrantLock turn = turn(nodeId);
            turn.lock();
            try {
                recordAbsence(nodeId);
            } finally {
                turn.unlock();
            }
        }
    }

    @TransactionalEventListener
    void cutOff(NodeRemoved removed) {
        Link link = current.get(removed.nodeId());
        if (link != null) {
            link.end(CloseStatus.POLICY_VIOLATION.withReason("the node was removed"));
        }
    }

    void start() {
        stopping = false;
    }

    void stop() {
        stopping = true;
        current.values().forEach(link -> link.end(CloseStatus.GOING_AWAY));
    }

    private void live(Link link) {
        try {
            AgentMessage first = link.next(HELLO_PATIENCE);
            if (!(first instanceof AgentMessage.Hello hello)) {
                link.end(CloseStatus.PROTOCOL_ERROR.withReason("expected a hello"));
                return;
            }
            if (welcome(link, hello)) {
                news.publishEvent(new AgentConnected(link.nodeId()));
                for (AgentMessage message = link.next(); message != null; message = link.next()) {
                    handle(link, message);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The link of node {} failed; the agent will connect again", link.nodeId(), e);
            link.end(CloseStatus.SERVER_ERROR);
        } finally {
            left(link);
        }
    }

    private boolean welcome(Link link, AgentMessage.Hello hello) {
        if (!ProtocolVersion.understands(hello.protocolVersion())) {
            refuse(
                    link,
                    "The agent speaks version %d of the protocol, the control plane version %d: renew the older one."
                            .formatted(hello.protocolVersion(), ProtocolVersion.CURRENT));
            return false;
        }
        if (stopping) {
            link.end(CloseStatus.GOING_AWAY);
            return false;
        }
        @Nullable Link old;
        ReentrantLock turn = turn(link.nodeId());
        turn.lock();
        try {
            if (!records.connected(link.nodeId(), hello)) {
                refuse(link, "The node was removed.");
                return false;
            }
            int seconds = (int) Math.max(1, heartbeat.toSeconds());
            ControlMessage welcome =
                    new ControlMessage.Welcome(ProtocolVersion.CURRENT, installation.id(), link.nodeId(), seconds);
            synchronized (admission) {
                link.send(welcome);
                old = current.put(link.nodeId(), link);
            }
            unrecorded.remove(link.nodeId());
        } finally {
            turn.unlock();
        }
        if (old != null) {
            old.end(CloseStatus.NORMAL.withReason("a newer link took its place"));
            old.awaitWorker();
        }
        LOG.info("Node {} ({}) is connected", hello.facts().name(), link.nodeId());
        return true;
    }

    private static void refuse(Link link, String reason) {
        LOG.warn("Node {} is refused: {}", link.nodeId(), reason);
        link.send(new ControlMessage.Refused(reason));
        link.end(CloseStatus.POLICY_VIOLATION);
    }

    private void handle(Link link, AgentMessage message) {
        try {
            switch (message) {
                case AgentMessage.Heartbeat heartbeat -> records.seen(link.nodeId(), heartbeat);
                case AgentMessage.Hello _ -> LOG.warn("Node {} says hello twice", link.nodeId());
                case AgentMessage.Inventory _,
                        AgentMessage.ContainerChanged _,
                        AgentMessage.VolumeSizes _,
                        AgentMessage.JobAnswer _,
                        AgentMessage.StreamFailed _ -> news.publishEvent(new AgentReported(link.nodeId(), message));
            }
        } catch (TransientDataAccessException
                | RecoverableDataAccessException
                | DataAccessResourceFailureException
                | TransactionException e) {
            // The message is lost to us. On a new link the agent tells everything again.
            LOG.warn("The database fails; the link of node {} is closed: {}", link.nodeId(), e.toString());
            link.end(CloseStatus.SERVICE_RESTARTED);
        } catch (RuntimeException e) {
            // One message that cannot be handled must not cut the node off again and again.
            LOG.error("A {} of node {} could not be handled", message.getClass().getSimpleName(), link.nodeId(), e);
        }
    }

    private void left(Link link) {
        ReentrantLock turn = turn(link.nodeId());
        turn.lock();
        try {
            if (!current.remove(link.nodeId(), link) || stopping) {
                return;
            }
            LOG.info("Node {} is disconnected", link.nodeId());
            unrecorded.add(link.nodeId());
            recordAbsence(link.nodeId());
        } finally {
            turn.unlock();
        }
        news.publishEvent(new AgentDisconnected(link.nodeId()));
    }

    /** Tried again until the database takes it, or the node is back. */
    private void recordAbsence(UUID nodeId) {
        try {
            if (unrecorded.contains(nodeId)) {
                records.disconnected(nodeId);
                unrecorded.remove(nodeId);
            }
        } catch (RuntimeException e) {
            LOG.warn("That node {} is disconnected could not be written down yet: {}", nodeId, e.toString());
        }
    }

    private ReentrantLock turn(UUID nodeId) {
        return turns.computeIfAbsent(nodeId, _ -> new ReentrantLock());
    }
}
