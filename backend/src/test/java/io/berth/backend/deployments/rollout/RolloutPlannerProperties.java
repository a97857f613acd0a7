package io.berth.backend.deployments.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
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
        settle(world);
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
                            .collect(Collectors.groupingBy(SlotContainer::slot, Collectors.counting()))
                            .values())
                    .allMatch(n -> n <= 1);
        }
    }

    @Property(tries = 3000)
    void aRedeployWithoutVolumesNeverTakesAHealthyContainerAwayBeforeItsSuccessorIsHealthy(
            @ForAll @IntRange(min = 1, max = 4) int count, @ForAll long seed) {
        Random random = new Random(seed);
        World world = all(count, World.revision(1, false), World.revision(2, false));
        world.rollout = strategy(random, Order.AUTO);
        for (int i = 0; i < 300 && world.finish == null; i++) {
            people(world, random);
            rest(world);
            answerOne(world, random);
            assertThat(world.serving()).as("steps taken: %s", world.taken).isGreaterThanOrEqualTo(count);
        }
    }

    @Property(tries = 3000)
    void noMoreSlotsAreTakenDownAtOnceThanTheStrategyAllows(
            @ForAll @IntRange(min = 1, max = 5) int count, @ForAll long seed) {
        Random random = new Random(seed);
        World world = all(count, World.revision(1, true), World.revision(2, true));
        world.rollout = strategy(random, Order.AUTO);
        for (int i = 0; i < 300 && world.finish == null; i++) {
            if (random.nextInt(20) == 0 && world.paused == null && world.course == Course.FORWARD) {
                world.paused = "paused by ada";
            }
            if (random.nextInt(30) == 0) {
                world.rollBackBy = "ada";
            }
            rest(world);
            List<UUID> jobs = new ArrayList<>(world.pending.keySet());
            if (!jobs.isEmpty()) {
                world.succeed(jobs.get(random.nextInt(jobs.size())));
            }
            assertThat(world.serving())
                    .as("steps taken: %s", world.taken)
                    .isGreaterThanOrEqualTo(count - world.rollout.parallelism());
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
        settle(world);
        if (Objects.requireNonNull(world.finish).state() == DeploymentState.SUCCEEDED) {
            assertThat(world.containers())
                    .hasSize(count)
                    .allMatch(c -> c.revision().equals(world.target.id()) && c.healthy() && c.ofThisDeployment());
        }
    }

    @Property(tries = 3000)
    void rolledBackMeansThatEverySlotServesAsBefore(
            @ForAll Operation operation,
            @ForAll @IntRange(max = 4) int count,
            @ForAll @IntRange(max = 4) int before,
            @ForAll boolean exclusive,
            @ForAll long seed) {
        Random random = new Random(seed);
        World world = world(operation, count, before, exclusive, exclusive, random);
        trouble(world, random, 40);
        settle(world);
        if (Objects.requireNonNull(world.finish).state() == DeploymentState.ROLLED_BACK) {
            world.baseline.forEach((slot, was) -> {
                if (was.running()) {
                    assertThat(world.containers().stream().filter(c -> c.slot() == slot))
                            .as("slot %s, steps taken: %s", slot, world.taken)
                            .singleElement()
                            .matches(c ->
                                    c.phase() == Phase.RUNNING && c.revision().equals(was.revision()));
                }
            });
        }
    }

    @Property(tries = 3000)
    void whateverIsCancelledLeavesNoSlotHalfDone(
            @ForAll @IntRange(min = 1, max = 4) int count, @ForAll boolean exclusive, @ForAll long seed) {
        Random random = new Random(seed);
        World world = all(count, World.revision(1, exclusive), World.revision(2, exclusive));
        world.rollout = strategy(random, Order.values()[random.nextInt(3)]);
        for (int i = random.nextInt(60); i > 0 && world.finish == null; i--) {
            rest(world);
            answerOne(world, random);
        }
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(world.finish).as("steps taken: %s", world.taken).isNotNull();
        if (Objects.requireNonNull(world.finish).state() == DeploymentState.CANCELLED
                && world.attempts.values().stream().allMatch(attempts -> attempts < Slots.MOST_ATTEMPTS)) {
            assertThat(world.containers()).as("steps taken: %s", world.taken).hasSize(count);
            assertThat(world.containers().stream().map(SlotContainer::slot).distinct())
                    .hasSize(count);
        }
    }

    private static World all(int count, RevisionView from, RevisionView to) {
        return Worlds.redeploy(count, from, to);
    }

    private static Rollout strategy(Random random, Order order) {
        return new Rollout(
                order,
                1 + random.nextInt(3),
                random.nextInt(3) == 0 ? 10 : 0,
                OnFailure.values()[random.nextInt(3)],
                random.nextInt(3),
                random.nextInt(4) == 0);
    }

    private static World world(
            Operation operation, int count, int before, boolean oldExclusive, boolean newExclusive, Random random) {
        RevisionView old = World.revision(1, oldExclusive);
        // Now and then the same revision is deployed again.
        RevisionView target = random.nextInt(4) == 0 ? old : World.revision(2, newExclusive);
        World world = new World(operation, count, target);
        world.rollout = strategy(random, Order.values()[random.nextInt(3)]);
        for (int slot = 1; slot <= before; slot++) {
            world.had(slot, old, random.nextInt(4) > 0);
        }
        return world;
    }

    private static void trouble(World world, Random random, int rounds) {
        for (int i = 0; i < rounds && world.finish == null; i++) {
            world.nodeReady = random.nextInt(5) > 0;
            people(world, random);
            if (random.nextInt(10) == 0 && !world.boxes.isEmpty()) {
                List<UUID> ids = new ArrayList<>(world.boxes.keySet());
                world.die(ids.get(random.nextInt(ids.size())));
            }
            rest(world);
            answerOne(world, random);
        }
        world.nodeReady = true;
    }

    /** Plans until something outside must happen; if that is time, it happens. */
    private static void rest(World world) {
        Decision decision = world.plan();
        if (world.pending.isEmpty() && decision.wakeAt() != null) {
            world.now = decision.wakeAt();
        }
    }

    private static void people(World world, Random random) {
        if (random.nextInt(60) == 0) {
            world.cancelledBy = "ada";
        }
        if (random.nextInt(40) == 0) {
            world.rollBackBy = "ada";
        }
        if (random.nextInt(25) == 0 && world.course == Course.FORWARD && world.operation.replaces()) {
            world.paused = "paused by ada";
        }
        if (random.nextInt(10) == 0 && world.paused != null) {
            world.resume();
        }
    }

    /** No more faults; whoever has paused it lets it go on. */
    private static void settle(World world) {
        for (int i = 0; i < 20 && world.finish == null; i++) {
            world.runThrough();
            if (world.finish == null && world.paused != null) {
                world.resume();
            }
        }
    }

    private static void answerOne(World world, Random random) {
        List<UUID> jobs = new ArrayList<>(world.pending.keySet());
        if (jobs.isEmpty()) {
            return;
        }
        UUID job = jobs.get(random.nextInt(jobs.size()));
        Step step = Objects.requireNonNull(world.pending.get(job));
        boolean stopsOrRemoves = step instanceof Step.StopContainer || step instanceof Step.RemoveContainer;
        if (random.nextInt(8) == 0 && !stopsOrRemoves) {
            world.fail(job, "something went wrong");
        } else {
            world.succeed(job);
        }
    }
}
