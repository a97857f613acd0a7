package io.berth.simulation;

import io.berth.protocol.ContainerObservation.State;
import io.berth.simulation.Tables.ContainerRow;
import java.util.List;

/** Lets things go wrong, and come right again. */
final class Faults {

    private static final List<FaultKind> SUDDEN = List.of(
            FaultKind.SLOW_HOST,
            FaultKind.HUNG_JOB,
            FaultKind.AGENT_CRASH,
            FaultKind.AGENT_CRASH,
            FaultKind.ENGINE_CRASH,
            FaultKind.HOST_CRASH,
            FaultKind.HOST_EMPTIED,
            FaultKind.HOST_SET_BACK,
            FaultKind.CONTROL_PLANE_CRASH,
            FaultKind.CONTROL_PLANE_CRASH,
            FaultKind.DATABASE_AWAY,
            FaultKind.LINK_LOST,
            FaultKind.PORT_TAKEN,
            FaultKind.REMOVED_BY_HAND);

    private final World world;

    Faults(World world) {
        this.world = world;
    }

    /** Lets something go wrong every now and then, until things calm down. */
    void every(int between) {
        world.scheduler.after(world.chance.between(50, between), "fault", () -> {
            if (!world.calm) {
                let(world.chance.of(SUDDEN));
                if (world.chance.oneIn(3)) {
                    repeatOldWork();
                }
                every(between);
            }
        });
    }

    private Host anyHost() {
        return world.chance.of(List.copyOf(world.hosts.values()));
    }

    private void later(int least, int most, String what, Runnable action) {
        world.scheduler.after(world.chance.between(least, most), what, action);
    }

    private void let(FaultKind kind) {
        Host host = anyHost();
        switch (kind) {
            case SLOW_HOST -> {
                world.happened(kind);
                host.slowness = world.chance.between(3, 30);
                later(500, 10_000, "fast again", () -> host.slowness = 1);
            }
            case HUNG_JOB -> {
                world.happened(kind);
                host.hungUntil =
                        world.scheduler.now() + world.chance.between(5_000, world.chance.oneIn(4) ? 240_000 : 30_000);
            }
            case AGENT_CRASH -> {
                world.happened(kind);
                host.killAgent();
                later(50, 8_000, "agent restarts", host::startAgent);
            }
            case ENGINE_CRASH -> {
                world.happened(kind);
                host.stopEngine();
                later(100, 10_000, "engine restarts", host::startEngine);
            }
            case HOST_CRASH -> {
                world.happened(kind);
                crash(host);
            }
            case HOST_EMPTIED -> {
                if (world.chance.oneIn(3)) {
                    world.happened(kind);
                    crash(host);
                    host.containers.wipe();
                    if (world.chance.oneIn(2)) {
                        host.epochs.wipe();
                    }
                }
            }
            case HOST_SET_BACK -> {
                if (host.containers.hasCopy()) {
                    world.happened(kind);
                    crash(host);
                    host.containers.setBack();
                    host.epochs.setBack();
                } else {
                    host.containers.keepCopy();
                    host.epochs.keepCopy();
                }
            }
            case CONTROL_PLANE_CRASH -> {
                world.happened(kind);
                if (world.chance.oneIn(2)) {
                    world.controlPlane.die();
                } else {
                    world.controlPlane.dieAfter(world.chance.below(12));
                }
                later(300, 10_000, "control plane restarts", world.controlPlane::start);
            }
            case DATABASE_AWAY -> {
                world.happened(kind);
                world.controlPlane.loseDatabase();
                later(200, 8_000, "database is back", world.controlPlane::findDatabase);
            }
            case LINK_LOST -> {
                world.happened(kind);
                host.cutOffUntil = world.scheduler.now() + world.chance.between(10, 12_000);
                Agent agent = host.agent();
                if (agent != null) {
                    agent.cutOff();
                }
            }
            case PORT_TAKEN -> takePort(host);
            case REMOVED_BY_HAND -> removeByHand(host);
            case MESSAGE_LOST,
                    MESSAGE_DOUBLED,
                    MESSAGE_LATE,
                    RESOLVE_FAILS,
                    PULL_FAILS,
                    NEVER_HEALTHY,
                    EXITS_AT_ONCE,
                    FLAPS,
                    DIES_LATER -> throw new IllegalStateException(kind + " is drawn where it happens");
        }
    }

    private void crash(Host host) {
        host.killAgent();
        host.stopEngine();
        later(300, 12_000, "host restarts", () -> {
            host.startEngine();
            host.startAgent();
        });
    }

    /** Another program on the host listens on the ports that our services want. */
    private void takePort(Host host) {
        List<Integer> ports = world.tables.services.values().stream()
                .flatMap(s -> s.revision(s.latestRevision).definition.ports().stream())
                .flatMap(p -> java.util.stream.Stream.ofNullable(p.hostPort()))
                .toList();
        ports.forEach(host.containers::takePort);
        if (!ports.isEmpty()) {
            later(1_000, 15_000, "ports are free", host.containers::freePorts);
        }
    }

    /** A person removes one of our containers by force. */
    private void removeByHand(Host host) {
        List<Box> ours = host.containers.all().stream()
                .filter(box -> box.ours() && box.state != State.CREATED)
                .toList();
        if (!ours.isEmpty() && host.containers.up()) {
            world.happened(FaultKind.REMOVED_BY_HAND);
            host.containers.drop(world.chance.of(ours));
        }
    }

    /** What a former holder of a volume was once asked to do arrives again, although somebody else holds the volume by now. */
    private void repeatOldWork() {
        List<ContainerRow> former = world.tables.containers.values().stream()
                .filter(c -> !world.link.pastJobs(c.id).isEmpty())
                .filter(c -> c.created.toEpochMilli() > world.scheduler.epochMilli(c.node.diskLostAt))
                .filter(c -> c.service.containers.stream()
                        .anyMatch(o -> o.slot == c.slot && o.node == c.node && o.created.isAfter(c.created)))
                .toList();
        if (former.isEmpty()) {
            return;
        }
        ContainerRow c = world.chance.of(former);
        Host host = world.hosts.get(c.node.id);
        Agent agent = host == null ? null : host.agent();
        if (agent != null) {
            world.happened(FaultKind.MESSAGE_LATE);
            world.trace.note("old work of", c.name);
            int after = 0;
            for (var run : world.link.pastJobs(c.id)) {
                world.scheduler.after(agent.life, after, "old message", () -> agent.received(run));
                after += world.chance.between(100, 1_500);
            }
        }
    }

    /** Everything comes right, and stays so. */
    void stop() {
        world.calm = true;
        world.controlPlane.findDatabase();
        world.controlPlane.liveOn();
        world.controlPlane.start();
        for (Host host : world.hosts.values()) {
            host.slowness = 1;
            host.hungUntil = 0;
            host.cutOffUntil = 0;
            host.containers.freePorts();
            host.startEngine();
            host.startAgent();
        }
    }
}
