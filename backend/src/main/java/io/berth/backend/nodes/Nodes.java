package io.berth.backend.nodes;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.NotFoundException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The hosts of this installation. */
@Component
@Transactional
public class Nodes {

    private final NodeRepository rows;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Nodes(NodeRepository rows, Audit audit, ApplicationEventPublisher news, InstantSource clock) {
        this.rows = rows;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /** The team's own and those that serve every team, by name. */
    @Transactional(readOnly = true)
    public List<Node> visibleTo(UUID teamId) {
        return rows.visibleTo(teamId).stream().map(NodeEntity::asNode).toList();
    }

    @Transactional(readOnly = true)
    public Optional<Node> find(UUID teamId, UUID nodeId) {
        return rows.visibleTo(teamId, nodeId).map(NodeEntity::asNode);
    }

    @Transactional(readOnly = true)
    public Optional<Node> byId(UUID nodeId) {
        return rows.findByIdAndRemovedAtIsNull(nodeId).map(NodeEntity::asNode);
    }

    @Transactional(readOnly = true)
    public List<Node> all() {
        return rows.findByRemovedAtIsNullOrderByName().stream()
                .map(NodeEntity::asNode)
                .toList();
    }

    /** Takes a node out: its certificate is worth nothing from now on, and its link is closed. */
    public void remove(UUID teamId, UUID nodeId, Actor by) {
        NodeEntity row = rows.lock(nodeId)
                .filter(n -> n.teamId() == null || teamId.equals(n.teamId()))
                .orElseThrow(() -> new NotFoundException("node"));
        if (row.teamId() == null) {
            throw new ConflictException(
                    "shared-node", "This node serves every team of the installation: no single team can remove it.");
        }
        row.remove(clock.instant());
        audit.record(teamId, by, "remove", "node", nodeId, row.name());
        news.publishEvent(new NodeRemoved(nodeId));
        news.publishEvent(new Changed(teamId, "nodes"));
    }
}
