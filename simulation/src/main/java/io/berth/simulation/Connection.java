package io.berth.simulation;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage.RunJob;

/**
 * One link between an agent and the control plane. Reports arrive in their order or not at all, as over TCP. Jobs and their
 * answers may also get lost, arrive twice or arrive late: they are sent again after a lost link, and by several threads.
 */
final class Connection {

    private static final int LATENCY_MILLIS = 15;

    final Agent agent;
    private final World world;
    private final Life plane;
    private boolean open = true;
    private long lastHeard;
    private long lastUp;

    Connection(World world, Agent agent, Life plane) {
        this.world = world;
        this.agent = agent;
        this.plane = plane;
        this.lastHeard = world.scheduler.now();
    }

    boolean open() {
        return open;
    }

    long lastHeard() {
        return lastHeard;
    }

    /** From now on nothing gets through. Each end notices it sooner or later. */
    void broken() {
        if (!open) {
            return;
        }
        open = false;
        world.scheduler.after(
                agent.life,
                world.chance.oneIn(2) ? 1 : world.chance.between(500, 8_000),
                "agent notices",
                () -> agent.disconnected(this));
        if (world.chance.oneIn(2)) {
            world.scheduler.after(plane, 1, "control plane notices", () -> world.controlPlane.disconnected(this));
        }
    }

    /** To the control plane. */
    void up(AgentMessage message) {
        if (!open) {
            return;
        }
        if (message instanceof AgentMessage.JobAnswer) {
            carry("answer", () -> world.controlPlane.received(this, message));
        } else {
            lastUp = Math.max(lastUp + 1, world.scheduler.now() + world.chance.between(1, LATENCY_MILLIS));
            world.scheduler.after(plane, lastUp - world.scheduler.now(), "report arrives", () -> {
                if (open) {
                    lastHeard = world.scheduler.now();
                    world.controlPlane.received(this, message);
                }
            });
        }
    }

    /** To the agent. */
    void down(RunJob message) {
        carry("job", () -> {
            if (!agent.life.over()) {
                agent.received(message);
            }
        });
    }

    private void carry(String what, Runnable arrival) {
        Chance chance = world.chance;
        long latency = chance.between(1, LATENCY_MILLIS);
        if (!world.calm && chance.oneIn(60)) {
            world.happened(FaultKind.MESSAGE_LOST);
            return;
        }
        if (!world.calm && chance.oneIn(50)) {
            world.happened(FaultKind.MESSAGE_LATE);
            latency += chance.between(50, 6_000);
        }
        deliver(what, latency, arrival);
        if (!world.calm && chance.oneIn(50)) {
            world.happened(FaultKind.MESSAGE_DOUBLED);
            deliver(what, latency + chance.between(1, 20_000), arrival);
        }
    }

    private void deliver(String what, long latency, Runnable arrival) {
        world.scheduler.after(plane, latency, what, () -> {
            if (open) {
                arrival.run();
            }
        });
    }
}
