package io.berth.simulation;

import io.berth.simulation.Tables.NodeRow;
import org.jspecify.annotations.Nullable;

/** A machine with an engine and an agent. */
final class Host {

    private static final long HANGS_MILLIS = 2_000;

    final NodeRow node;
    final Containers containers;
    final Epochs epochs;
    /** Everything takes this many times as long. */
    int slowness = 1;
    /** Until then calls to the engine hang, although it says that it is well. */
    long hungUntil;
    /** Until then nothing gets through. */
    long cutOffUntil;

    private final World world;
    private @Nullable Agent agent;

    Host(World world, NodeRow node) {
        this.world = world;
        this.node = node;
        this.epochs = new Epochs(world.plant);
        this.containers = new Containers(world, node.name, this::changed);
    }

    private void changed(Box box, boolean gone) {
        if (agent != null) {
            agent.changed(box, gone);
        }
    }

    void spend(long millis, String what) {
        world.scheduler.pause(millis * slowness, what);
        while (hungUntil > world.scheduler.now()) {
            world.scheduler.pause(Math.min(HANGS_MILLIS, hungUntil - world.scheduler.now()), "hangs");
        }
    }

    @Nullable
    Agent agent() {
        return agent;
    }

    void startAgent() {
        if (agent == null) {
            world.trace.note("agent starts on", node.name);
            agent = new Agent(world, this);
            agent.start();
        }
    }

    void killAgent() {
        Agent killed = agent;
        if (killed != null) {
            world.trace.note("agent dies on", node.name);
            agent = null;
            killed.die();
        }
    }

    void stopEngine() {
        if (containers.up()) {
            world.trace.note("engine dies on", node.name);
            containers.crash();
        }
    }

    void startEngine() {
        if (!containers.up()) {
            world.trace.note("engine starts on", node.name);
            containers.boot();
        }
    }
}
