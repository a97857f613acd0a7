package io.berth.backend.deployments.rollout;

import static io.berth.backend.deployments.rollout.Worlds.NEW;
import static io.berth.backend.deployments.rollout.Worlds.NEW_DATA;
import static io.berth.backend.deployments.rollout.Worlds.OLD;
import static io.berth.backend.deployments.rollout.Worlds.OLD_DATA;
import static io.berth.backend.deployments.rollout.Worlds.kinds;
import static io.berth.backend.deployments.rollout.Worlds.message;
import static io.berth.backend.deployments.rollout.Worlds.redeploy;
import static io.berth.backend.deployments.rollout.Worlds.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RolloutPlannerTests {

    @Test
    void aFirstDeploymentResolvesPullsCreatesStartsAndWaitsForHealth() {
        World world = new World(Operation.DEPLOY, 1, NEW);
        world.runThrough();
        assertThat(kinds(world))
                .containsExactly(
                        "ResolveImage",
                        "PullImage",
                        "PlanContainer",
                        "CreateContainer",
                        "StartContainer",
                        "AwaitHealthy",
                        "Finish");
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void nothingIsStoppedBeforeTheImageIsOnTheNode() {
        World world = redeploy(3, OLD, NEW);
        world.runUntil(Step.StopContainer.class);
        assertThat(world.pulled).isNotEmpty();
    }

    @Test
    void aStatelessSlotGetsItsSuccessorBeforeThePredecessorStops() {
        World world = redeploy(1, OLD, NEW);
        world.runThrough();
        assertThat(kinds(world)).containsSubsequence("AwaitHealthy", "StopContainer", "RemoveContainer", "Finish");
    }

    @Test
    void slotsAreReplacedOneByOneAndNeverFewerServeThanBefore() {
        World world = redeploy(3, OLD, NEW);
        for (int i = 0; i < 1000 && world.finish == null; i++) {
            world.plan();
            assertThat(world.pending).hasSizeLessThanOrEqualTo(1);
            List.copyOf(world.pending.keySet()).forEach(world::succeed);
            assertThat(world.serving()).isGreaterThanOrEqualTo(3);
        }
        assertThat(world.containers()).hasSize(3).allMatch(c -> c.revision().equals(NEW.id()));
    }

    @Test
    void aSlotWithAVolumeLosesItsContainerBeforeTheSuccessorIsMade() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.runThrough();
        assertThat(kinds(world))
                .containsSubsequence(
                        "PullImage", "StopContainer", "RemoveContainer", "PlanContainer", "CreateContainer", "Finish");
    }

    @Test
    void anUnhealthySuccessorIsRemovedAndThePredecessorServesOn() {
        World world = redeploy(3, OLD, NEW);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "not healthy within 60 s");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).isEqualTo("Not healthy within 60 s. The 3 containers that ran before serve on.");
        assertThat(world.containers()).hasSize(3).allMatch(c -> c.revision().equals(OLD.id()));
    }

    @Test
    void slotsThatWereReplacedAlreadyGoBackWhenALaterOneFails() {
        World world = redeploy(2, OLD, NEW);
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.fail(world.runUntil(Step.AwaitHealthy.class), "container exited with code 1");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(world.containers()).hasSize(2).allMatch(c -> c.revision().equals(OLD.id()));
    }

    @Test
    void aFailedStatefulSlotGetsAContainerOfTheRevisionThatWorked() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "container exited with code 1");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(world.containers())
                .singleElement()
                .matches(c -> c.revision().equals(OLD_DATA.id()) && c.phase() == Phase.RUNNING && c.healthy());
    }

    @Test
    void goingBackThatFailsTooSaysSoAndEnds() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        for (int i = 0; i < 100 && world.finish == null; i++) {
            UUID await = world.runUntilOrEnd(Step.AwaitHealthy.class);
            if (await != null) {
                world.fail(await, "container exited with code 1");
            }
        }
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(message(world)).contains("could not be brought back in slot 1");
    }

    @Test
    void anUnknownTagFailsBeforeAnythingIsTouched() {
        World world = redeploy(2, OLD, NEW);
        world.fail(world.runUntil(Step.ResolveImage.class), "web:99 is not in the registry");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(kinds(world)).containsExactly("ResolveImage", "GoBack", "Finish");
    }

    @Test
    void aContainerThatEndsRightAfterItsStartIsLookedAtAndNotStartedAgain() {
        World world = redeploy(1, OLD, NEW);
        world.succeed(world.runUntil(Step.StartContainer.class));
        world.own().forEach(c -> world.die(c.id()));
        world.plan();
        assertThat(world.pending.values()).singleElement().isInstanceOf(Step.AwaitHealthy.class);
    }

    @Test
    void withoutAReadyNodeItWaitsAndSaysForWhat() {
        World world = redeploy(1, OLD, NEW);
        world.nodeReady = false;
        assertThat(RolloutPlanner.next(world.situation()).waitingFor()).isEqualTo("a node: none is ready");
    }

    @Test
    void aSlotWithAVolumeWaitsForItsNode() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.resolved = true;
        world.pins.put(1, World.NODE);
        world.nodeReady = false;
        assertThat(RolloutPlanner.next(world.situation()).waitingFor())
                .contains("harbour")
                .contains("volume of slot 1");
    }

    @Test
    void scalingUpKeepsWhatIsThereAndMakesTheRestAtOnce() {
        World world = new World(Operation.SCALE, 4, OLD);
        UUID first = world.had(1, OLD, true);
        world.runUntil(Step.CreateContainer.class);
        assertThat(world.pending).hasSize(3);
        world.runThrough();
        assertThat(world.boxes).hasSize(4).containsKey(first);
    }

    @Test
    void scalingDownRemovesTheHighestSlots() {
        World world = new World(Operation.SCALE, 1, OLD);
        UUID first = world.had(1, OLD, true);
        world.had(2, OLD, true);
        world.had(3, OLD, true);
        world.runThrough();
        assertThat(world.boxes).containsOnlyKeys(first);
    }

    @Test
    void scalingDoesNotReplaceContainersOfAnEarlierRevision() {
        World world = new World(Operation.SCALE, 2, NEW);
        UUID first = world.had(1, OLD, true);
        world.runThrough();
        assertThat(world.boxes).hasSize(2).containsKey(first);
    }

    @Test
    void stoppingStopsAllAndKeepsThem() {
        World world = new World(Operation.STOP, 2, OLD);
        world.had(1, OLD, true);
        world.had(2, OLD, true);
        world.runThrough();
        assertThat(world.containers()).hasSize(2).allMatch(c -> c.phase() == Phase.STOPPED);
    }

    @Test
    void startingStartsTheSameContainersAgain() {
        World world = new World(Operation.START, 2, OLD);
        UUID first = world.had(1, OLD, false);
        UUID second = world.had(2, OLD, false);
        world.runThrough();
        assertThat(world.boxes).containsOnlyKeys(first, second);
        assertThat(world.serving()).isEqualTo(2);
    }

    @Test
    void aContainerThatCannotBeStartedIsLeftStopped() {
        World world = new World(Operation.START, 1, OLD);
        UUID only = world.had(1, OLD, false);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "container exited with code 3");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(world.boxes).containsOnlyKeys(only);
        assertThat(world.container(only).phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void terminatingRemovesEveryContainer() {
        World world = new World(Operation.TERMINATE, 2, OLD);
        world.had(1, OLD, true);
        world.had(2, OLD, false);
        world.runThrough();
        assertThat(world.boxes).isEmpty();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void aContainerThatCannotBeStoppedFailsTheDeploymentWithTheReason() {
        World world = new World(Operation.STOP, 1, OLD);
        world.had(1, OLD, true);
        world.fail(world.runUntil(Step.StopContainer.class), "the engine says: permission denied");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(message(world))
                .startsWith("The engine says: permission denied")
                .contains("1 container still runs");
    }
}
