package io.berth.backend.nodes;

import io.berth.backend.audit.Changed;
import io.berth.protocol.AgentMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the database is told of the links to agents. */
@Component
@Transactional
class NodeRecords {

    /** A sign of life that changes nothing is written down no more often than this. */
    private static final Duration SEEN_GRANULARITY = Duration.ofSeconds(15);

    private final NodeRepository rows;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    NodeRecords(NodeRepository rows, ApplicationEventPublisher news, InstantSource clock) {
        this.rows = rows;
        this.news = news;
        this.clock = clock;
    }

    /** Whether that certificate is the node's present one, and the node has not been removed. */
    boolean accepts(NodeCertificate certificate) {
        return rows.lock(certificate.nodeId())
                .filter(node -> node.knowsSerial(certificate.serial()))
                .map(node -> {
                    node.usedSerial(certificate.serial());
                    return true;
                })
                .orElse(false);
    }

    /** @return false if the node was removed meanwhile */
    boolean connected(UUID nodeId, AgentMessage.Hello hello) {
        return rows.lock(nodeId)
                .map(node -> {
                    node.connected(hello.facts(), hello.agentVersion(), clock.instant());
                    changed(node);
                    return true;
                })
                .orElse(false);
    }

    void disconnected(UUID nodeId) {
        rows.lock(nodeId).ifPresent(node -> {
            node.disconnected();
            changed(node);
        });
    }

    void seen(UUID nodeId, AgentMessage.Heartbeat heartbeat) {
        rows.findByIdAndRemovedAtIsNull(nodeId).ifPresent(node -> {
            NodeState before = node.state();
            boolean knewDisk = node.disk() != null;
            Instant now = clock.instant();
            if (node.engineAnswers() != heartbeat.engineAnswers()
                    || knewDisk != (heartbeat.disk() != null)
                    || node.notSeenSince(now.minus(SEEN_GRANULARITY))) {
                node.seen(heartbeat.engineAnswers(), heartbeat.disk(), now);
            }
            if (before != node.state() || knewDisk != (node.disk() != null)) {
                changed(node);
            }
        });
    }

    /** No link outlives the control plane that held it. */
    void allDisconnected() {
        rows.findByConnectedIsTrue().forEach(NodeEntity::disconnected);
    }

    private void changed(NodeEntity node) {
        news.publishEvent(new Changed(node.teamId(), "nodes"));
    }
}
