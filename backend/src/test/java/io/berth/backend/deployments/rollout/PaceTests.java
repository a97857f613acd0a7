package io.berth.backend.deployments.rollout;

import static io.berth.backend.deployments.rollout.World.atATime;
import static io.berth.backend.deployments.rollout.Worlds.NEW;
import static io.berth.backend.deployments.rollout.Worlds.NEW_DATA;
import static io.berth.backend.deployments.rollout.Worlds.OLD;
import static io.berth.backend.deployments.rollout.Worlds.OLD_DATA;
import static io.berth.backend.deployments.rollout.Worlds.kinds;
import static io.berth.backend.deployments.rollout.Worlds.redeploy;
import static io.berth.backend.deployments.rollout.Worlds.running;
import static io.berth.backend.deployments.rollout.Worlds.serving;
import static io.berth.backend.deployments.rollout.Worlds.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void noMoreSlotsAreUnderWayThanTheStrategyAllows(int parallelism) {
        World world = redeploy(5, OLD, NEW, atATime(parallelism));
        int most = 0;
        for (int i = 0; i < 1000 && world.finish == null; i++) {
            world.plan();
            most = Math.max(most, (int) world.pending.values().stream()
                    .filter(Step.CreateContainer.class::isInstance)
                    .count());
            assertThat(world.serving()).isGreaterThanOrEqualTo(5);
            List.copyOf(world.pending.keySet()).forEach(world::succeed);
        }
        assertThat(most).isEqualTo(Math.min(parallelism, 5));
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void noMoreSlotsWithVolumesAreDownAtOnceThanTheStrategyAllows(int parallelism) {
        World world = redeploy(4, OLD_DATA, NEW_DATA, atATime(parallelism));
        long fewest = 4;
        for (int i = 0; i < 1000 && world.finish == null; i++) {
            world.plan();
            List.copyOf(world.pending.keySet()).reversed().forEach(world::succeed);
            fewest = Math.min(fewest, world.serving());
        }
        assertThat(fewest).isEqualTo(4 - parallelism);
    }

    @Test
    void goingBackKeepsToTheSamePace() {
        World world = redeploy(4, OLD_DATA, NEW_DATA);
        for (int slot = 1; slot <= 3; slot++) {
            world.succeed(Worlds.ofSlot(world, slot, Step.AwaitHealthy.class));
        }
        world.fail(Worlds.ofSlot(world, 4, Step.AwaitHealthy.class), "it ended");
        assertThat(fewestServingUntilTheEnd(world)).isEqualTo(3);
        assertThat(serving(world, OLD_DATA)).isEqualTo(4);
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void whatIsBrokenIsMendedBeforeWhatServesGoesBack() {
        World world = redeploy(2, OLD_DATA, NEW_DATA);
        world.succeed(Worlds.ofSlot(world, 1, Step.AwaitHealthy.class));
        world.fail(Worlds.ofSlot(world, 2, Step.AwaitHealthy.class), "it ended");
        world.plan();
        assertThat(world.pending.values())
                .singleElement()
                .satisfies(step -> assertThat(world.container(Objects.requireNonNull(World.containerOf(step)))
                                .slot())
                        .isEqualTo(2));
    }

    @Test
    void whatWasBroughtBackWaitsForItsTurnWhenAPausedDeploymentGoesOn() {
        World world = redeploy(3, OLD_DATA, NEW_DATA, new Rollout(Order.AUTO, 2, 0, OnFailure.PAUSE, 0, false));
        world.plan();
        for (int slot = 1; slot <= 2; slot++) {
            world.fail(Worlds.ofSlot(world, slot, Step.StartContainer.class), "it does not start");
        }
        world.runThrough();
        assertThat(world.paused).isEqualTo("it does not start");
        assertThat(serving(world, OLD_DATA)).isEqualTo(3);

        world.rollout = new Rollout(Order.AUTO, 1, 0, OnFailure.PAUSE, 0, false);
        world.resume();
        assertThat(fewestServingUntilTheEnd(world)).isEqualTo(2);
        assertThat(serving(world, NEW_DATA)).isEqualTo(3);
    }

    @Test
    void aFirstDeploymentMakesAllContainersAtOnce() {
        World world = new World(Operation.DEPLOY, 3, NEW);
        world.runUntil(Step.CreateContainer.class);
        assertThat(world.pending).hasSize(3);
    }

    @Test
    void aSequentialServiceGetsItsFirstContainersOneAfterTheOther() {
        World world = new World(Operation.DEPLOY, 3, NEW);
        world.rollout = new Rollout(Order.AUTO, 3, 0, OnFailure.ROLL_BACK, 0, true);
        for (int i = 0; i < 1000 && world.finish == null; i++) {
            world.plan();
            assertThat(world.pending).hasSizeLessThanOrEqualTo(1);
            List.copyOf(world.pending.keySet()).forEach(world::succeed);
        }
        assertThat(world.serving()).isEqualTo(3);
    }

    @Test
    void aSequentialServiceIsScaledUpOneByOne() {
        World world = new World(Operation.SCALE, 4, OLD);
        world.had(1, OLD, true);
        world.rollout = new Rollout(Order.AUTO, 5, 0, OnFailure.ROLL_BACK, 0, true);
        world.runUntil(Step.CreateContainer.class);
        assertThat(world.pending).hasSize(1);
        world.runThrough();
        assertThat(world.serving()).isEqualTo(4);
    }

    @Test
    void theOldOneGoesFirstWhereThatIsWanted() {
        World world = redeploy(1, OLD, NEW, new Rollout(Order.STOP_FIRST, 1, 0, OnFailure.ROLL_BACK, 0, false));
        world.runThrough();
        assertThat(kinds(world)).containsSubsequence("StopContainer", "RemoveContainer", "CreateContainer");
    }

    @Test
    void aVolumeIsNeverSharedEvenIfTheNewOneIsWantedFirst() {
        World world =
                redeploy(1, OLD_DATA, NEW_DATA, new Rollout(Order.START_FIRST, 1, 0, OnFailure.ROLL_BACK, 0, false));
        world.runThrough();
        assertThat(kinds(world)).containsSubsequence("StopContainer", "RemoveContainer", "CreateContainer");
    }

    @Test
    void anOldContainerIsLeftAloneForItsDrainTimeAfterItsSuccessorIsHealthy() {
        World world = redeploy(1, OLD, NEW, new Rollout(Order.AUTO, 1, 30, OnFailure.ROLL_BACK, 0, false));
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        Decision decision = world.plan();
        assertThat(world.pending).isEmpty();
        assertThat(kinds(world)).contains("DrainContainer");
        assertThat(decision.wakeAt()).isEqualTo(world.now.plusSeconds(30));
        world.pass(Duration.ofSeconds(29));
        world.plan();
        assertThat(world.pending).isEmpty();
        world.pass(Duration.ofSeconds(1));
        world.plan();
        assertThat(world.pending.values()).singleElement().isInstanceOf(Step.StopContainer.class);
        world.runThrough();
        assertThat(kinds(world)).containsOnlyOnce("DrainContainer");
    }

    @Test
    void aContainerWithAVolumeDrainsBeforeItIsStopped() {
        World world = redeploy(1, OLD_DATA, NEW_DATA, new Rollout(Order.AUTO, 1, 5, OnFailure.ROLL_BACK, 0, false));
        world.runThrough();
        assertThat(kinds(world)).containsSubsequence("PullImage", "DrainContainer", "StopContainer", "CreateContainer");
    }

    @Test
    void whoeverStopsOrTerminatesDoesNotWaitForADrain() {
        for (Operation operation : List.of(Operation.STOP, Operation.TERMINATE)) {
            World world = running(operation, 1, OLD, OLD);
            world.rollout = new Rollout(Order.AUTO, 1, 30, OnFailure.ROLL_BACK, 0, false);
            world.runThrough();
            assertThat(kinds(world)).doesNotContain("DrainContainer");
        }
    }

    @Test
    void whatServesNobodyIsNotDrained() {
        World world = redeploy(1, OLD, NEW, new Rollout(Order.AUTO, 1, 30, OnFailure.ROLL_BACK, 0, false));
        world.fail(world.runUntil(Step.AwaitHealthy.class), "never healthy");
        world.runThrough();
        assertThat(kinds(world)).doesNotContain("DrainContainer");
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void onlyTheSlotThatWasMeantIsRedeployed() {
        World world = redeploy(3, OLD, NEW);
        world.onlySlots = Set.of(2);
        world.runThrough();
        assertThat(serving(world, NEW)).isEqualTo(1);
        assertThat(serving(world, OLD)).isEqualTo(2);
        assertThat(Worlds.message(world)).isEqualTo("Slot 2 runs revision 2.");
    }

    @Test
    void aRestartStopsAndStartsTheSameContainersOneByOne() {
        World world = running(Operation.RESTART, 3, OLD, OLD);
        List<UUID> before = List.copyOf(world.boxes.keySet());
        long fewest = 3;
        for (int i = 0; i < 1000 && world.finish == null; i++) {
            world.plan();
            List.copyOf(world.pending.keySet()).forEach(world::succeed);
            fewest = Math.min(fewest, world.serving());
        }
        assertThat(world.boxes).containsOnlyKeys(before);
        assertThat(fewest).isEqualTo(2);
        assertThat(kinds(world)).containsOnly("StopContainer", "StartContainer", "AwaitHealthy", "Finish");
        assertThat(world.containers()).allMatch(c -> c.startedHere() && c.healthy());
        assertThat(Worlds.message(world)).isEqualTo("Every container was restarted.");
    }

    @Test
    void aDeadContainerIsReplacedBeforeThoseThatServe() {
        World world = new World(Operation.DEPLOY, 3, NEW);
        world.had(1, OLD, true);
        UUID dead = world.had(2, OLD, true);
        world.had(3, OLD, true);
        world.die(dead);
        world.runUntil(Step.CreateContainer.class);
        assertThat(world.own()).singleElement().matches(c -> c.slot() == 2);
    }

    private static long fewestServingUntilTheEnd(World world) {
        long fewest = world.serving();
        for (int i = 0; i < 1000 && world.finish == null; i++) {
            world.plan();
            List.copyOf(world.pending.keySet()).forEach(world::succeed);
            fewest = Math.min(fewest, world.serving());
        }
        return fewest;
    }
}
