package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Beginnings that many examples share, and what they ask of a world in the end. */
final class Worlds {

    static final RevisionView OLD = World.revision(1, false);
    static final RevisionView NEW = World.revision(2, false);
    static final RevisionView OLD_DATA = World.revision(3, true);
    static final RevisionView NEW_DATA = World.revision(4, true);

    private Worlds() {}

    static World redeploy(int count, RevisionView from, RevisionView to) {
        return running(Operation.DEPLOY, count, from, to);
    }

    static World redeploy(int count, RevisionView from, RevisionView to, Rollout rollout) {
        World world = redeploy(count, from, to);
        world.rollout = rollout;
        return world;
    }

    static World running(Operation operation, int count, RevisionView from, RevisionView to) {
        World world = new World(operation, count, to);
        for (int slot = 1; slot <= count; slot++) {
            world.had(slot, from, true);
        }
        return world;
    }

    static List<String> kinds(World world) {
        return world.taken.stream().map(step -> step.getClass().getSimpleName()).toList();
    }

    static DeploymentState state(World world) {
        return finish(world).state();
    }

    static String message(World world) {
        return finish(world).message();
    }

    private static Step.Finish finish(World world) {
        return Objects.requireNonNull(world.finish, () -> "the deployment never ended: " + world.taken);
    }

    /** How many healthy running containers of that revision there are. */
    static long serving(World world, RevisionView revision) {
        return world.containers().stream()
                .filter(c -> c.phase() == Phase.RUNNING && c.revision().equals(revision.id()))
                .count();
    }

    /** Answers every job until one of that kind is pending for that slot. */
    static UUID ofSlot(World world, int slot, Class<? extends Step> kind) {
        for (int i = 0; i < 100; i++) {
            world.plan();
            for (var job : List.copyOf(world.pending.entrySet())) {
                UUID container = World.containerOf(job.getValue());
                boolean here = container != null && world.container(container).slot() == slot;
                if (here && kind.isInstance(job.getValue())) {
                    return job.getKey();
                }
                world.succeed(job.getKey());
            }
        }
        throw new AssertionError("slot " + slot + " never came to " + kind.getSimpleName() + ": " + world.taken);
    }
}
