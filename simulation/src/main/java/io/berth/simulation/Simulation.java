package io.berth.simulation;

import io.berth.backend.deployments.DeploymentState;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.NodeRow;
import io.berth.simulation.Tables.ServiceRow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One seed: one small cluster, its people, and everything that goes wrong. */
final class Simulation {

    static final String SETTLES = "once nothing goes wrong any more, everything settles";
    private static final long SETTLED_WITHIN = 20 * 60_000;

    private final World world;
    private final Users users;
    private final Faults faults;

    private Simulation(long seed, Plant plant, Trace trace, Coverage coverage) {
        this.world = new World(seed, plant, trace, coverage);
        this.users = new Users(world);
        this.faults = new Faults(world);
    }

    /** @param violation what must never happen and did; null if all went well */
    record Result(
            long seed,
            long events,
            long hash,
            Coverage coverage,
            @Nullable Violation violation,
            List<String> trace) {}

    static Result run(long seed, Plant plant) {
        return run(seed, plant, Trace.hashOnly());
    }

    static Result runInWords(long seed, Plant plant, @Nullable Consumer<String> reader) {
        return run(seed, plant, Trace.inWords(reader));
    }

    private static Result run(long seed, Plant plant, Trace trace) {
        Coverage coverage = new Coverage();
        Simulation simulation = new Simulation(seed, plant, trace, coverage);
        Violation violation = null;
        try {
            simulation.play();
        } catch (Violation e) {
            violation = e;
        } catch (RuntimeException e) {
            violation = new Violation("nothing breaks off", String.valueOf(e));
            violation.initCause(e);
        } finally {
            simulation.end();
        }
        return new Result(seed, simulation.world.scheduler.events(), trace.hash(), coverage, violation, trace.last());
    }

    private void play() {
        Chance chance = world.chance;
        int nodes = chance.between(1, 4);
        for (int i = 1; i <= nodes; i++) {
            NodeRow node = new NodeRow(world.ids.next(), "node" + i);
            world.tables.nodes.put(node.id, node);
            Host host = new Host(world, node);
            world.hosts.put(node.id, host);
            Strangers.settle(host);
            host.startAgent();
        }
        world.controlPlane.start();
        int services = chance.between(1, 3);
        for (int i = 1; i <= services; i++) {
            users.makeService(chance.among("web", "api", "db") + i);
        }
        int hurry = chance.among(3_000, 8_000, 15_000);
        world.tables.services.values().forEach(service -> users.clickOn(service, hurry));
        faults.every(chance.among(3_000, 6_000, 20_000));
        runUntil(chance.between(30_000, 120_000));
        faults.stop();
        settle();
        users.deployForGood();
        settle();
        new FinalState(world).check();
    }

    private void runUntil(long time) {
        while (world.scheduler.step(time)) {
            // Everything is done by the events.
        }
    }

    /** Nothing goes wrong any more: whatever is open comes to its end, if people decide what is theirs to decide. */
    private void settle() {
        long deadline = world.scheduler.now() + SETTLED_WITHIN;
        runUntil(world.scheduler.now() + 70_000);
        while (openDeployment() != null) {
            long now = world.scheduler.now();
            if (now >= deadline) {
                DeploymentRow open = openDeployment();
                throw new Violation(
                        SETTLES,
                        open == null
                                ? ""
                                : open.label() + " is still " + open.state + ", course "
                                        + open.course + ", waits for " + open.waitingFor + ", jobs "
                                        + open.waiting()
                                                .map(j -> j.kind + " " + j.object())
                                                .toList());
            }
            world.tables.services.values().stream()
                    .flatMap(ServiceRow::open)
                    .filter(d -> d.state == DeploymentState.PAUSED)
                    .toList()
                    .forEach(users::decide);
            runUntil(now + 10_000);
        }
        runUntil(world.scheduler.now() + 5_000);
    }

    private @Nullable DeploymentRow openDeployment() {
        return world.tables.services.values().stream()
                .flatMap(ServiceRow::open)
                .findFirst()
                .orElse(null);
    }

    private void end() {
        world.controlPlane.die();
        world.hosts.values().forEach(Host::killAgent);
    }
}
