package io.berth.backend.deployments.rollout;

import static io.berth.backend.deployments.rollout.World.onFailure;
import static io.berth.backend.deployments.rollout.Worlds.NEW;
import static io.berth.backend.deployments.rollout.Worlds.NEW_DATA;
import static io.berth.backend.deployments.rollout.Worlds.OLD;
import static io.berth.backend.deployments.rollout.Worlds.OLD_DATA;
import static io.berth.backend.deployments.rollout.Worlds.kinds;
import static io.berth.backend.deployments.rollout.Worlds.message;
import static io.berth.backend.deployments.rollout.Worlds.ofSlot;
import static io.berth.backend.deployments.rollout.Worlds.redeploy;
import static io.berth.backend.deployments.rollout.Worlds.running;
import static io.berth.backend.deployments.rollout.Worlds.serving;
import static io.berth.backend.deployments.rollout.Worlds.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FailurePolicyTests {

    @Test
    void aFailureWithinTheToleratedNumberCostsItsSlotAlone() {
        World world = redeploy(3, OLD, NEW, onFailure(OnFailure.ROLL_BACK, 1));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(message(world))
                .isEqualTo("Slot 1 was not brought to revision 2. It ended."
                        + " 2 of 3 containers run revision 2, 1 runs revision 1.");
        assertThat(serving(world, NEW)).isEqualTo(2);
        assertThat(serving(world, OLD)).isEqualTo(1);
        assertThat(world.boxes).hasSize(3);
    }

    @Test
    void oneFailureMoreThanToleratedTurnsTheWholeDeploymentRound() {
        World world = redeploy(3, OLD, NEW, onFailure(OnFailure.ROLL_BACK, 1));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.fail(ofSlot(world, 2, Step.AwaitHealthy.class), "it ended too");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).startsWith("It ended too.");
        assertThat(serving(world, OLD)).isEqualTo(3);
    }

    @Test
    void continuingGivesUpWhatFailsAndReplacesTheRest() {
        World world = redeploy(3, OLD_DATA, NEW_DATA, onFailure(OnFailure.CONTINUE, 0));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.succeed(ofSlot(world, 1, Step.AwaitHealthy.class));
        world.fail(ofSlot(world, 2, Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(message(world))
                .startsWith("Slots 1, 2 were not brought to revision 4.")
                .endsWith("1 of 3 containers runs revision 4, 2 run revision 3.");
        assertThat(serving(world, OLD_DATA)).isEqualTo(2);
        assertThat(serving(world, NEW_DATA)).isEqualTo(1);
    }

    @Test
    void pausingPutsTheFailedSlotBackAndWaitsForAPerson() {
        World world = redeploy(3, OLD_DATA, NEW_DATA, onFailure(OnFailure.PAUSE, 0));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        assertThat(world.finish).isNull();
        assertThat(world.paused).isEqualTo("it ended");
        assertThat(world.next().waitingFor()).isEqualTo("somebody to resume it: it ended");
        assertThat(serving(world, OLD_DATA)).isEqualTo(3);
        assertThat(world.boxes).hasSize(3);
        assertThat(world.taken).filteredOn(Step.Pause.class::isInstance).hasSize(1);
    }

    @Test
    void aResumedDeploymentTriesTheFailedSlotAgain() {
        World world = redeploy(2, OLD, NEW, onFailure(OnFailure.PAUSE, 0));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        world.resume();
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(serving(world, NEW)).isEqualTo(2);
    }

    @Test
    void aDeploymentThatIsResumedAtOnceTakesAwayWhatHadFailedAndTriesAgain() {
        World world = redeploy(1, OLD, NEW, onFailure(OnFailure.PAUSE, 0));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.plan();
        assertThat(world.paused).isNotNull();
        world.resume();
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(world.boxes).hasSize(1);
    }

    @Test
    void pausingToleratesAsManyFailuresAsItIsTold() {
        World world = redeploy(3, OLD, NEW, onFailure(OnFailure.PAUSE, 1));
        world.fail(ofSlot(world, 1, Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        assertThat(world.paused).isNull();
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
    }

    @Test
    void aMissingImagePausesWhereThatIsThePolicyAndIsLookedForAgain() {
        World world = redeploy(1, OLD, NEW, onFailure(OnFailure.PAUSE, 0));
        world.fail(world.runUntil(Step.ResolveImage.class), "web:99 is not in the registry");
        world.plan();
        assertThat(world.paused).isEqualTo("web:99 is not in the registry");
        assertThat(world.course).isEqualTo(Course.FORWARD);
        world.resume();
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void aMissingImageRollsBackEvenIfOtherFailuresWouldBeTolerated() {
        World world = redeploy(1, OLD, NEW, onFailure(OnFailure.CONTINUE, 5));
        world.fail(world.runUntil(Step.PullImage.class), "the registry does not answer");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).isEqualTo("The registry does not answer. The container that ran before serves on.");
    }

    @Test
    void aPersonsPauseEndsWhatIsUnderWayAndBeginsNothingElse() {
        World world = redeploy(3, OLD, NEW);
        world.runUntil(Step.CreateContainer.class);
        world.paused = "paused by ada";
        world.runThrough();
        assertThat(serving(world, NEW)).isEqualTo(1);
        assertThat(serving(world, OLD)).isEqualTo(2);
        assertThat(world.next().waitingFor()).isEqualTo("somebody to resume it: paused by ada");
        world.resume();
        world.runThrough();
        assertThat(serving(world, NEW)).isEqualTo(3);
    }

    @Test
    void aPauseBeforeAnythingWasPulledPullsNothing() {
        World world = redeploy(1, OLD, NEW);
        world.paused = "paused by ada";
        world.plan();
        assertThat(world.taken).isEmpty();
    }

    @Test
    void aPauseThatComesWhenEverythingIsThereEndsInSuccess() {
        World world = redeploy(1, OLD, NEW);
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.paused = "paused by ada";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void whoeverAsksForItGetsEverythingBack() {
        World world = redeploy(2, OLD, NEW);
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.rollBackBy = "ada";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).isEqualTo("Rolled back by ada. The 2 containers that ran before serve on.");
        assertThat(serving(world, OLD)).isEqualTo(2);
    }

    @Test
    void aStopThatIsUnderWayIsWaitedForBeforeItsContainerIsStartedAgain() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        UUID stop = world.runUntil(Step.StopContainer.class);
        world.rollBackBy = "ada";
        world.plan();
        assertThat(world.pending).containsOnlyKeys(stop);
        world.succeed(stop);
        world.plan();
        assertThat(world.pending.values()).singleElement().isInstanceOf(Step.StartContainer.class);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(world.own()).isEmpty();
    }

    @Test
    void whatWasToBeStartedMayRunAndIsStoppedBeforeItIsRemoved() {
        World world = redeploy(1, OLD, NEW);
        world.runUntil(Step.StartContainer.class);
        world.rollBackBy = "ada";
        world.runThrough();
        assertThat(kinds(world))
                .containsSubsequence("StartContainer", "GoBack", "StopContainer", "RemoveContainer", "Finish");
    }

    @Test
    void whatWasNeverStartedIsRemovedWithoutAStop() {
        World world = redeploy(1, OLD, NEW);
        world.succeed(world.runUntil(Step.CreateContainer.class));
        world.rollBackBy = "ada";
        world.runThrough();
        assertThat(kinds(world)).doesNotContain("StopContainer").contains("RemoveContainer");
    }

    @Test
    void aFailedScaleUpTakesTheNewContainersAwayAgain() {
        World world = new World(Operation.SCALE, 3, OLD);
        UUID first = world.had(1, OLD, true);
        world.rollout = onFailure(OnFailure.CONTINUE, 9);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(world.boxes).containsOnlyKeys(first);
    }

    @Test
    void aRestartThatFailsBringsAContainerOfTheSameRevisionBack() {
        World world = running(Operation.RESTART, 2, OLD, OLD);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "it ended");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(serving(world, OLD)).isEqualTo(2);
    }

    @Test
    void containersThatVanishAreMadeAgainAFewTimesAndThenGivenUp() {
        World world = redeploy(1, OLD, NEW);
        for (int i = 0; i < 20 && world.finish == null; i++) {
            UUID job = world.runUntilOrEnd(Step.AwaitHealthy.class);
            if (job != null && world.course == Course.FORWARD) {
                world.vanish(Objects.requireNonNull(World.containerOf(Objects.requireNonNull(world.pending.get(job)))));
            }
        }
        assertThat(world.attempts).containsEntry(1, 5);
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).startsWith("Containers of slot 1 vanish as soon as they are made.");
    }

    @Test
    void aSlotThatCannotBeMendedKeepsNoOtherFromBeingReplaced() {
        World world = redeploy(2, OLD_DATA, NEW_DATA, onFailure(OnFailure.CONTINUE, 0));
        for (int i = 0; i < 20; i++) {
            UUID job = world.runUntilOrEnd(Step.AwaitHealthy.class);
            if (job == null) {
                break;
            }
            boolean first = world.container(Objects.requireNonNull(
                                    World.containerOf(Objects.requireNonNull(world.pending.get(job)))))
                            .slot()
                    == 1;
            if (first) {
                world.fail(job, "it ended");
            } else {
                world.succeed(job);
            }
        }
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(serving(world, NEW_DATA)).isEqualTo(1);
        assertThat(message(world)).contains("1 container runs revision 4.");
    }

    @Test
    void aStopThatFailsOnTheWayBackIsSaidAndEndsIt() {
        World world = redeploy(2, OLD, NEW);
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.rollBackBy = "ada";
        world.fail(world.runUntil(Step.StopContainer.class), "the container does not stop");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(message(world)).contains("That failed too: the container does not stop.");
    }

    @Test
    void aContainerThatMayEndHasDoneItsWorkWhenItHasEndedWell() {
        var job = new Situation.RevisionView(new UUID(3, 9), 9, true, false, true);
        World world = new World(Operation.DEPLOY, 1, job);
        UUID await = world.runUntil(Step.AwaitHealthy.class);
        world.own().toList().forEach(c -> world.die(c.id()));
        world.succeed(await);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(world.containers()).singleElement().matches(c -> c.phase() == Phase.STOPPED);
    }

    @Test
    void aJobThatHasEndedIsRunAgainByAStart() {
        var job = new Situation.RevisionView(new UUID(3, 9), 9, true, false, true);
        World world = new World(Operation.START, 1, job);
        UUID ended = world.had(1, job, false);
        world.endedByItself(ended);
        world.runThrough();
        assertThat(kinds(world)).containsExactly("StartContainer", "AwaitHealthy", "Finish");
    }

    @Test
    void onlyWhatHasEndedByItselfIsSwept() {
        World world = new World(Operation.DESTROY, 4, OLD);
        UUID running = world.had(1, OLD, true);
        UUID ended = world.had(2, OLD, false);
        world.endedByItself(ended);
        UUID stopped = world.had(3, OLD, false);
        world.runThrough();
        assertThat(world.boxes).containsOnlyKeys(List.of(running, stopped));
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }
}
