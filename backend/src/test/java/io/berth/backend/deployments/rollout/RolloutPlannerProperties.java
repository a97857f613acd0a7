package io.berth.backend.deployments.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold whatever happens while a deployment is at work. */
class RolloutPlannerProperties {

    @Property(tries = 5000)
    void everyDeploymentEndsOnceFaultsStop(
            @ForAll Operation operation,
            @ForAll @IntRange(max = 4) int count,
            @ForAll @IntRange(max = 4) int before,
            @ForAll boolean oldExclusive,
            @ForAll boolean newExclusive,
            @ForAll long seed) {
        Random random = new Random(seed);
        World world = world(operation, count, before, oldExclusive, newExclusive, random);
        trouble(world, random, 60);
        world.runThrough();
        assertThat(world.finish).as("steps taken: %s", world.taken).isNotNull();
    }

    @Property(tries = 5000)
    void twoContainersOfAnExclusiveSlotNeverRunAtOnce(
            @ForAll @IntRange(min = 1, max = 4) int count, @ForAll @IntRange(max = 4) int before, @ForAll long seed) {
        Random random = new Random(seed);
        World world = world(Operation.DEPLOY, count, before, true, true, random);
        for (int i = 0; i < 200 && world.finish == null; i++) {
            trouble(world, random, 1);
            assertThat(world.containers().stream()
                            .filter(c -> c.phase() == Phase.RUNNING)
                            .collect(Collectors.groupingBy(c -> c.slot(), Collectors.counting()))
                            .values())
                    .allMatch(n -> n <= 1);
        }
    }

    @Property(tries = 5000)
    void aRedeployWithoutVolumesNeverTakesAHealthyContainerAwayBeforeItsSuccessorIsHealthy(
            @ForAll @IntRange(min = 1, max = 4) int count, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(Operation.DEPLOY, count, World.revision(2, false));
        for (int slot = 1; slot <= count; slot++) {
            world.had(slot, World.revision(1, false), true);
        }
        for (int i = 0; i < 300 && world.finish == null; i++) {
            world.plan();
            answerOne(world, random);
            assertThat(world.serving()).as("steps taken: %s", world.taken).isGreaterThanOrEqualTo(count);
        }
    }

    @Property(tries = 3000)
    void successMeansThatEverySlotHoldsAHealthyContainerOfTheTarget(
            @ForAll @IntRange(max = 4) int count,
            @ForAll @IntRange(max = 4) int before,
            @ForAll boolean exclusive,
            @ForAll long seed) {
        Random random = new Random(seed);
        World world = world(Operation.DEPLOY, count, before, exclusive, exclusive, random);
        trouble(world, random, 40);
        world.runThrough();
        if (Objects.requireNonNull(world.finish).state() == DeploymentState.SUCCEEDED) {
            assertThat(world.containers())
                    .hasSize(count)
                    .allMatch(c -> c.revision().equals(world.target.id()) && c.healthy() && c.ofThisDeployment());
        }
    }

    private static World world(
            Operation operation, int count, int before, boolean oldExclusive, boolean newExclusive, Random random) {
        RevisionView old = World.revision(1, oldExclusive);
        // Now and then the same revision is deployed again.
        RevisionView target = random.nextInt(4) == 0 ? old : World.revision(2, newExclusive);
        World world = new World(operation, count, target);
        for (int slot = 1; slot <= before; slot++) {
            world.had(slot, old, random.nextInt(4) > 0);
        }
        return world;
    }

    private static void trouble(World world, Random random, int rounds) {
        for (int i = 0; i < rounds && world.finish == null; i++) {
            world.nodeReady = random.nextInt(5) > 0;
            if (random.nextInt(40) == 0 && world.turned == null) {
                world.cancelledBy = "ada";
            }
            if (random.nextInt(10) == 0 && !world.boxes.isEmpty()) {
                List<UUID> ids = new ArrayList<>(world.boxes.keySet());
                world.die(ids.get(random.nextInt(ids.size())));
            }
            world.plan();
            answerOne(world, random);
        }
        world.nodeReady = true;
    }

    private static void answerOne(World world, Random random) {
        List<UUID> jobs = new ArrayList<>(world.pending.keySet());
        if (jobs.isEmpty()) {
            return;
        }
        UUID job = jobs.get(random.nextInt(jobs.size()));
        if (random.nextInt(8) == 0) {
            world.fail(job, "something went wrong");
        } else {
            world.succeed(job);
        }
    }
}
