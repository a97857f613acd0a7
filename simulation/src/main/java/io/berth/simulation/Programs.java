package io.berth.simulation;

import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.simulation.Tables.ContainerRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs in the containers: becomes ready, flaps, ends. */
final class Programs {

    private final World world;

    Programs(World world) {
        this.world = world;
    }

    /** A new run of that container. */
    void begin(Containers containers, Box box) {
        Chance chance = world.chance;
        box.readyAt = world.scheduler.now() + readyAfter(box);
        box.unreadyFrom = Long.MAX_VALUE;
        box.unreadyUntil = Long.MAX_VALUE;
        box.givenUp = false;
        int run = box.run;
        switch (behaviour(box)) {
            case GOOD -> tellOfHealth(containers, box, box.readyAt);
            case NEVER_HEALTHY -> {
                world.happened(FaultKind.NEVER_HEALTHY);
                if (neverReady(box)) {
                    box.readyAt = Long.MAX_VALUE;
                    box.givenUp = chance.oneIn(2);
                } else {
                    // Where nothing but running counts, it cannot keep that up.
                    box.readyAt = Long.MAX_VALUE;
                    exit(containers, box, run, chance.between(20, 900), 1);
                }
            }
            case EXITS_AT_ONCE -> {
                world.happened(FaultKind.EXITS_AT_ONCE);
                box.readyAt = Long.MAX_VALUE;
                exit(containers, box, run, chance.between(1, 60), 1);
            }
            case FLAPS -> {
                world.happened(FaultKind.FLAPS);
                box.unreadyFrom = box.readyAt + chance.between(30, 1_500);
                box.unreadyUntil = box.unreadyFrom + chance.between(100, 3_000);
                tellOfHealth(containers, box, box.readyAt);
                tellOfHealth(containers, box, box.unreadyFrom);
                tellOfHealth(containers, box, box.unreadyUntil);
            }
            case DIES_LATER -> {
                tellOfHealth(containers, box, box.readyAt);
                long dies = box.readyAt - world.scheduler.now() + chance.between(100, 15_000);
                world.scheduler.after(dies, "dies", () -> {
                    if (box.run == run && box.runs()) {
                        world.happened(FaultKind.DIES_LATER);
                        containers.exit(box, run, 1);
                    }
                });
            }
            case ENDS_WELL -> exit(containers, box, run, chance.between(50, 4_000), 0);
        }
    }

    private Behaviour behaviour(Box box) {
        Behaviour usual = world.registry.behaviour(box.digest);
        if (world.calm || !box.ours() || !world.chance.oneIn(14)) {
            return usual;
        }
        return world.chance.among(
                Behaviour.NEVER_HEALTHY,
                Behaviour.EXITS_AT_ONCE,
                Behaviour.FLAPS,
                Behaviour.FLAPS,
                Behaviour.DIES_LATER,
                Behaviour.DIES_LATER);
    }

    private int readyAfter(Box box) {
        ContainerRow row = row(box);
        if (row != null && check(row) == Check.RUNNING) {
            return row.revision.definition.health().runningSeconds() * 1000;
        }
        return world.chance.between(5, 600);
    }

    private boolean neverReady(Box box) {
        ContainerRow row = row(box);
        return row != null && check(row) != Check.RUNNING;
    }

    private static Check check(ContainerRow row) {
        return row.revision.definition.health().check();
    }

    private @Nullable ContainerRow row(Box box) {
        UUID id = box.container();
        return id == null ? null : world.tables.containers.get(id);
    }

    private void exit(Containers containers, Box box, int run, int after, int code) {
        world.scheduler.after(after, "exit", () -> containers.exit(box, run, code));
    }

    private void tellOfHealth(Containers containers, Box box, long at) {
        int run = box.run;
        world.scheduler.after(at - world.scheduler.now(), "health changes", () -> {
            if (box.run == run) {
                containers.healthChanged(box);
            }
        });
    }
}
