package io.berth.simulation;

import io.berth.backend.deployments.run.DeploymentRunner;
import io.berth.protocol.AgentMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The process with the production runner, and what is around it: the beat, the links' workers, the news. */
final class ControlPlane {

    private static final int BEAT_MILLIS = 1_000;
    private static final int SILENCE_MILLIS = 6_000;

    private final World world;
    private final MemoryStore store;
    private final Observed observed;
    private final Requests requests;
    private @Nullable Life life;
    private DeploymentRunner runner;
    private boolean databaseAway;
    /** After so many more looks at the store the process dies; negative if it does not. */
    private int dies = -1;

    private final Map<UUID, Deque<Runnable>> inboxes = new HashMap<>();
    private final Set<UUID> absences = new HashSet<>();

    ControlPlane(World world) {
        this.world = world;
        Steps steps = new Steps(world.tables, world.ids, world.invariants, world.trace);
        this.requests = new Requests(world);
        this.store = new MemoryStore(
                world.tables,
                steps,
                new Answers(world.ids, world.trace, world.scheduler),
                new Jobs(),
                requests,
                world.scheduler);
        this.observed = new Observed(world.tables);
        this.runner = new DeploymentRunner(new FailingStore(store, this, world), world.link, world.scheduler);
    }

    Requests requests() {
        return requests;
    }

    boolean up() {
        return life != null;
    }

    /** The process that takes links now. */
    @Nullable
    Life admits() {
        return databaseAway ? null : life;
    }

    void start() {
        if (life != null) {
            return;
        }
        world.trace.note("control plane", "starts");
        life = new Life();
        dies = -1;
        inboxes.clear();
        absences.clear();
        if (databaseAway) {
            absences.addAll(world.tables.nodes.keySet());
        } else {
            world.tables.nodes.values().forEach(node -> node.ready = false);
        }
        runner = new DeploymentRunner(new FailingStore(store, this, world), world.link, world.scheduler);
        beat(life);
    }

    void die() {
        Life ended = life;
        if (ended != null) {
            world.trace.note("control plane", "dies");
            life = null;
            dies = -1;
            ended.end();
            world.link.closeAll();
        }
    }

    /** It will die in the middle of what it does. */
    void dieAfter(int looks) {
        dies = looks;
    }

    void liveOn() {
        dies = -1;
    }

    void mayDie() {
        if (dies >= 0 && dies-- == 0) {
            world.scheduler.after(0, "control plane dies", this::die);
            throw new Ended();
        }
    }

    void loseDatabase() {
        databaseAway = true;
    }

    void findDatabase() {
        databaseAway = false;
    }

    boolean databaseAway() {
        return databaseAway;
    }

    void requireDatabase() {
        if (databaseAway) {
            throw new DatabaseAway();
        }
    }

    private void beat(Life present) {
        world.scheduler.after(present, BEAT_MILLIS, "beat", () -> {
            recordAbsences();
            for (Connection connection : world.link.all()) {
                if (connection.lastHeard() < world.scheduler.now() - SILENCE_MILLIS) {
                    connection.broken();
                    disconnected(connection);
                }
            }
            perform("sweep", () -> runner.sweep(), () -> {});
            beat(present);
        });
    }

    /** Does something that may fail and take time; what comes after it is done in any case, unless the process dies. */
    private void perform(String what, Runnable body, Runnable after) {
        Life present = life;
        if (present == null) {
            return;
        }
        Runnable guarded = () -> {
            try {
                body.run();
            } catch (DatabaseAway e) {
                world.trace.note("database away:", what);
            }
            after.run();
        };
        if (world.chance.oneIn(8)) {
            world.scheduler.start(present, 0, what, guarded);
        } else {
            try {
                guarded.run();
            } catch (Ended e) {
                world.trace.note("control plane dies in", what);
            }
        }
    }

    /** A deployment was asked for, or somebody has a new wish about it. */
    void due(UUID deployment) {
        Life present = life;
        if (present != null) {
            world.scheduler.after(
                    present,
                    world.chance.below(20),
                    "due",
                    () -> perform("poke", () -> runner.poke(deployment), () -> {}));
        }
    }

    void connected(Connection connection) {
        absences.remove(connection.agent.host.node.id);
        connection.agent.host.node.ready = true;
    }

    void disconnected(Connection connection) {
        if (world.link.isCurrent(connection)) {
            world.link.forget(connection);
            absences.add(connection.agent.host.node.id);
            recordAbsences();
        }
    }

    private void recordAbsences() {
        if (!databaseAway) {
            absences.forEach(id -> {
                Tables.NodeRow node = world.tables.nodes.get(id);
                if (node != null) {
                    node.ready = false;
                }
            });
            absences.clear();
        }
    }

    /** What one agent tells is worked off one after the other. */
    void received(Connection connection, AgentMessage message) {
        if (!world.link.isCurrent(connection)) {
            return;
        }
        UUID node = connection.agent.host.node.id;
        Deque<Runnable> inbox = inboxes.computeIfAbsent(node, _ -> new ArrayDeque<>());
        inbox.add(() -> handle(connection, message));
        if (inbox.size() == 1) {
            work(inbox);
        }
    }

    private void work(Deque<Runnable> inbox) {
        Runnable next = inbox.peek();
        if (next != null) {
            perform("message", next, () -> {
                inbox.poll();
                if (!inbox.isEmpty() && life != null) {
                    world.scheduler.after(life, 0, "next message", () -> work(inbox));
                }
            });
        }
    }

    private void removeEnded() {
        world.tables.services.values().forEach(requests::destroyEnded);
    }

    private void handle(Connection connection, AgentMessage message) {
        if (!world.link.isCurrent(connection)) {
            return;
        }
        Host host = connection.agent.host;
        try {
            requireDatabase();
            switch (message) {
                case AgentMessage.Heartbeat beat -> host.node.ready = beat.engineAnswers();
                case AgentMessage.JobAnswer answer -> runner.answered(host.node.id, answer.jobId(), answer.outcome());
                case AgentMessage.ContainerChanged changed -> {
                    observed.changed(host.node, changed.container(), world.scheduler.instant());
                    removeEnded();
                }
                case AgentMessage.Inventory all -> {
                    observed.inventory(host.node, all, world.scheduler.instant());
                    runner.connected(host.node.id);
                    removeEnded();
                }
                case AgentMessage.Hello _, AgentMessage.VolumeSizes _, AgentMessage.StreamFailed _ -> {}
            }
        } catch (DatabaseAway e) {
            // What was told is lost: on a new link the agent tells everything again.
            connection.broken();
            disconnected(connection);
        }
    }
}
