package io.berth.simulation;

import io.berth.backend.deployments.rollout.Decision;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.run.RolloutStore;
import io.berth.protocol.JobOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The store as a process of the control plane reaches it: slowly, or not at all, or with its last breath. A transaction is
 * atomic, so whoever dies in one dies before it or after it.
 */
final class FailingStore implements RolloutStore {

    private final RolloutStore store;
    private final ControlPlane process;
    private final World world;

    FailingStore(RolloutStore store, ControlPlane process, World world) {
        this.store = store;
        this.process = process;
        this.world = world;
    }

    private <T> T call(Supplier<T> transaction) {
        process.mayDie();
        if (world.scheduler.inCoroutine() && world.chance.oneIn(3)) {
            world.scheduler.pause(world.chance.between(1, 400), "store");
        }
        process.requireDatabase();
        T result = transaction.get();
        process.mayDie();
        return result;
    }

    @Override
    public Round round(UUID deployment, Function<Situation, Decision> planner) {
        return call(() -> store.round(deployment, planner));
    }

    @Override
    public List<UUID> due(Instant now) {
        return call(() -> store.due(now));
    }

    @Override
    public List<UUID> unanswered(UUID node) {
        return call(() -> store.unanswered(node));
    }

    @Override
    public Optional<Assignment> assignment(UUID job) {
        return call(() -> store.assignment(job));
    }

    @Override
    public void sent(UUID job, Instant at) {
        call(() -> {
            store.sent(job, at);
            return true;
        });
    }

    @Override
    public Optional<UUID> answered(UUID node, UUID job, JobOutcome outcome) {
        return call(() -> store.answered(node, job, outcome));
    }
}
