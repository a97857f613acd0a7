package io.berth.simulation;

import io.berth.backend.nodes.AgentLink;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.ControlMessage.RunJob;
import io.berth.protocol.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way to the agents, as the control plane sees it. */
final class Link implements AgentLink {

    private final World world;
    private final Map<UUID, Connection> connections = new LinkedHashMap<>();
    /** What each container that has volumes was once asked to do, for those who repeat old messages. */
    private final Map<UUID, List<RunJob>> past = new LinkedHashMap<>();

    Link(World world) {
        this.world = world;
    }

    /** @return null if there is no way through */
    @Nullable
    Connection connect(Agent agent) {
        if (world.scheduler.now() < agent.host.cutOffUntil) {
            return null;
        }
        Life plane = world.controlPlane.admits();
        if (plane == null) {
            return null;
        }
        Connection made = new Connection(world, agent, plane);
        Connection old = connections.put(agent.host.node.id, made);
        if (old != null) {
            old.broken();
        }
        world.controlPlane.connected(made);
        return made;
    }

    @Override
    public boolean send(UUID node, ControlMessage message) {
        Connection connection = connections.get(node);
        if (connection == null || !(message instanceof RunJob run)) {
            return false;
        }
        keep(run);
        connection.down(run);
        return true;
    }

    private void keep(RunJob run) {
        boolean writes = switch (run.job()) {
            case Job.CreateContainer create -> !create.spec().volumes().isEmpty();
            case Job.StartContainer start -> !start.volumes().isEmpty();
            default -> false;
        };
        Tables.JobRow row = world.tables.jobs.get(run.jobId());
        if (writes && row != null && row.container != null) {
            past.computeIfAbsent(row.container.id, _ -> new ArrayList<>()).add(run);
        }
    }

    List<RunJob> pastJobs(UUID container) {
        return past.getOrDefault(container, List.of());
    }

    boolean isCurrent(Connection connection) {
        return connections.get(connection.agent.host.node.id) == connection;
    }

    void forget(Connection connection) {
        connections.remove(connection.agent.host.node.id, connection);
    }

    List<Connection> all() {
        return List.copyOf(connections.values());
    }

    /** The control plane has died. */
    void closeAll() {
        all().forEach(Connection::broken);
        connections.clear();
    }
}
