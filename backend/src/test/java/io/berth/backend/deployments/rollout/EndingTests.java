package io.berth.backend.deployments.rollout;

import static io.berth.backend.deployments.rollout.Worlds.NEW;
import static io.berth.backend.deployments.rollout.Worlds.OLD;
import static io.berth.backend.deployments.rollout.Worlds.kinds;
import static io.berth.backend.deployments.rollout.Worlds.message;
import static io.berth.backend.deployments.rollout.Worlds.redeploy;
import static io.berth.backend.deployments.rollout.Worlds.running;
import static io.berth.backend.deployments.rollout.Worlds.serving;
import static io.berth.backend.deployments.rollout.Worlds.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEPLOY | 1 | 1 container runs revision 2.",
                "DEPLOY | 3 | 3 containers run revision 2.",
                "ROLLBACK | 2 | 2 containers run revision 2.",
                "SCALE | 1 | 1 container runs.",
                "SCALE | 2 | 2 containers run.",
                "START | 1 | 1 container is started.",
                "START | 2 | 2 containers are started.",
                "RESTART | 2 | Every container was restarted.",
                "STOP | 2 | Every container is stopped.",
                "DESTROY | 2 | The containers that had ended are removed; their volumes are kept.",
                "TERMINATE | 2 | Every container is removed; the volumes are kept."
            })
    void whatWasReachedIsSaidInOneSentence(Operation operation, int count, String sentence) {
        World world = running(operation, count, OLD, NEW);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(message(world)).isEqualTo(sentence);
    }

    @Test
    void aFirstDeploymentThatFailsSaysThatNothingRanBefore() {
        World world = new World(Operation.DEPLOY, 1, NEW);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "is this it?");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).isEqualTo("Is this it? Nothing ran before.");
    }

    @Test
    void aRollbackOfTheServiceLooksNothingUp() {
        World world = running(Operation.ROLLBACK, 2, NEW, OLD);
        world.runThrough();
        assertThat(kinds(world)).doesNotContain("ResolveImage").contains("PullImage");
        assertThat(serving(world, OLD)).isEqualTo(2);
    }

    @Test
    void aRevisionThatWasNeverSealedIsLookedUpWhateverTheOperation() {
        RevisionView unsealed = new RevisionView(new UUID(3, 7), 7, false, false, false);
        World world = new World(Operation.SCALE, 1, unsealed);
        world.runThrough();
        assertThat(kinds(world)).startsWith("ResolveImage", "PullImage");
    }

    @Test
    void aStoppedSlotIsNotMissedWhenTheDeploymentGoesBack() {
        World world = new World(Operation.DEPLOY, 2, NEW);
        world.had(1, OLD, true);
        world.had(2, OLD, false);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "never healthy");
        world.runThrough();
        assertThat(message(world)).isEqualTo("Never healthy. The container that ran before serves on.");
        assertThat(world.containers()).hasSize(2);
    }

    @Test
    void aSlotThatIsNotMeantIsNotMissed() {
        World world = redeploy(2, OLD, NEW);
        world.onlySlots = Set.of(1);
        world.boxes.values().stream().filter(box -> box.slot == 2).toList().forEach(box -> world.die(box.id));
        world.rollBackBy = "ada";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void aSlotWithAnUnansweredJobGetsNoOther() {
        World world = redeploy(1, OLD, NEW);
        world.runUntil(Step.CreateContainer.class);
        assertThat(world.next().steps()).isEmpty();
        assertThat(world.pending).hasSize(1);
    }

    @Test
    void anImageIsAskedForOnce() {
        World world = redeploy(2, OLD, NEW);
        world.plan();
        assertThat(world.next().steps()).isEmpty();
        List.copyOf(world.pending.keySet()).forEach(world::succeed);
        world.plan();
        assertThat(world.next().steps()).isEmpty();
        assertThat(kinds(world)).containsExactly("ResolveImage", "PullImage");
    }

    @Test
    void aPullOnANodeThatWentAwayIsWaitedForWithItsName() {
        World world = redeploy(1, OLD, NEW);
        world.runUntil(Step.PullImage.class);
        world.nodeReady = false;
        assertThat(world.next().waitingFor()).isEqualTo("a node: none is ready");
    }

    @Test
    void aLateAnswerIsWaitedForBeforeADeploymentEnds() {
        World world = redeploy(1, OLD, NEW);
        UUID resolve = world.runUntil(Step.ResolveImage.class);
        world.boxes.clear();
        world.baseline.clear();
        World empty = new World(Operation.DEPLOY, 0, NEW);
        empty.pending.put(resolve, new Step.ResolveImage(World.NODE));
        assertThat(empty.next().steps()).isEmpty();
        empty.nodeReady = false;
        assertThat(empty.next().waitingFor()).isEqualTo("node harbour: it does not answer");
    }

    @Test
    void aContainerThatCannotBeStoppedIsStartedAnewSoThatItsEngineKeepsItUp() {
        World world = redeploy(1, World.revision(3, true), World.revision(4, true));
        world.fail(world.runUntil(Step.StopContainer.class), "permission denied");
        world.runThrough();
        assertThat(kinds(world)).endsWith("StopContainer", "GoBack", "StartContainer", "AwaitHealthy", "Finish");
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void aStartThatMayStillComeIsStoppedBeforeADeploymentEnds() {
        World world = new World(Operation.START, 1, OLD);
        UUID only = world.had(1, OLD, false);
        world.runUntil(Step.StartContainer.class);
        world.cancelledBy = "ada";
        world.plan();
        assertThat(world.pending.values()).singleElement().isEqualTo(new Step.StopContainer(only));
        world.runThrough();
        assertThat(world.container(only).phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void whatWasNeverSeenHealthyIsLookedAtBeforeItCountsAsBroughtBack() {
        World world = redeploy(1, OLD, NEW);
        world.boxes.values().forEach(box -> box.healthy = false);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "never healthy");
        UUID second = world.runUntil(Step.AwaitHealthy.class);
        assertThat(world.course).isEqualTo(Course.BACK);
        world.succeed(second);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void whatRunsIsKeptEvenIfItIsNotHealthyOnTheWayBack() {
        World world = redeploy(1, OLD, NEW);
        UUID before = world.boxes.keySet().iterator().next();
        world.boxes.values().forEach(box -> box.healthy = false);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "never healthy");
        UUID job = world.runUntil(Step.AwaitHealthy.class);
        world.pending.remove(job);
        world.boxes.values().stream().filter(box -> box.id.equals(before)).forEach(box -> box.failure = "not healthy");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.FAILED);
        assertThat(message(world)).isEqualTo("Never healthy. What ran before could not be brought back in slot 1.");
        assertThat(world.boxes).containsOnlyKeys(before);
    }

    @Test
    void aPausedDeploymentMakesNoContainerOfAnImageThatItDoesNotHave() {
        World world = redeploy(1, OLD, NEW);
        world.runUntil(Step.ResolveImage.class);
        world.paused = "the registry does not answer";
        world.pending.clear();
        world.boxes.clear();
        assertThat(world.next().steps()).isEmpty();
        assertThat(world.next().waitingFor()).isEqualTo("somebody to resume it: the registry does not answer");
    }
}
