package io.berth.backend.deployments.rollout;

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

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltTests {

    @Test
    void cancellingEndsWhereItIsAndSaysWhatIsLeft() {
        World world = redeploy(3, OLD, NEW);
        world.succeed(ofSlot(world, 1, Step.AwaitHealthy.class));
        ofSlot(world, 2, Step.AwaitHealthy.class);
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(message(world)).isEqualTo("Cancelled by ada. 1 of 3 containers runs revision 2, 2 run revision 1.");
        assertThat(world.boxes).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 16, 20, 24, 27, 29, 31})
    void afterAnyNumberOfAnswersACancelLeavesEverySlotServed(int answers) {
        for (RevisionView[] pair : List.of(new RevisionView[] {OLD, NEW}, new RevisionView[] {OLD_DATA, NEW_DATA})) {
            World world = redeploy(5, pair[0], pair[1]);
            for (int i = 0; i < answers && world.finish == null; i++) {
                world.plan();
                world.pending.keySet().stream().findFirst().ifPresent(world::succeed);
            }
            world.cancelledBy = "ada";
            world.runThrough();
            assertThat(world.finish).isNotNull();
            assertThat(world.serving()).isEqualTo(5);
            assertThat(world.boxes).hasSize(5);
            assertThat(world.containers().stream().map(c -> c.slot())).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        }
    }

    @Test
    void aSlotWhoseOldContainerHasGoneGetsOneOfItsRevisionAgain() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.runUntil(Step.AwaitHealthy.class);
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(serving(world, OLD_DATA)).isEqualTo(1);
        assertThat(world.boxes).hasSize(1);
    }

    @Test
    void aContainerThatIsBeingStoppedIsStartedAgain() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.runUntil(Step.StopContainer.class);
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(kinds(world)).endsWith("StopContainer", "Halt", "StartContainer", "AwaitHealthy", "Finish");
    }

    @Test
    void nobodyWhoCancelsWaitsForADrain() {
        World world = redeploy(1, OLD, NEW, new Rollout(Order.AUTO, 1, 600, OnFailure.ROLL_BACK, 0, false));
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.plan();
        world.cancelledBy = "ada";
        world.plan();
        assertThat(world.pending.values()).singleElement().isInstanceOf(Step.StopContainer.class);
        world.runThrough();
        assertThat(message(world)).isEqualTo("Cancelled by ada. 1 container runs revision 2.");
    }

    @Test
    void nobodyWhoCancelsWaitsForANodeThatIsAway() {
        World world = redeploy(1, OLD, NEW);
        world.runUntil(Step.AwaitHealthy.class);
        world.nodeReady = false;
        world.cancelledBy = "ada";
        world.plan();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(message(world)).endsWith("What is on node harbour was left as it was: it does not answer.");
    }

    @Test
    void aStopOnANodeThatIsAwayIsNotWaitedForEither() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.runUntil(Step.StopContainer.class);
        world.nodeReady = false;
        world.cancelledBy = "ada";
        world.plan();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
    }

    @Test
    void aRollbackWaitsForANodeThatIsAwayAndSaysSo() {
        World world = redeploy(1, OLD_DATA, NEW_DATA);
        world.runUntil(Step.StopContainer.class);
        world.nodeReady = false;
        world.rollBackBy = "ada";
        Decision decision = world.plan();
        assertThat(world.finish).isNull();
        assertThat(decision.waitingFor()).isEqualTo("node harbour: it does not answer");
    }

    @Test
    void aRollbackCanBeCancelledToo() {
        World world = redeploy(2, OLD, NEW);
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.rollBackBy = "ada";
        world.plan();
        world.cancelledBy = "bob";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(world.serving()).isEqualTo(2);
    }

    @Test
    void aPausedDeploymentCanBeCancelled() {
        World world = redeploy(2, OLD, NEW);
        world.paused = "paused by ada";
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(message(world)).isEqualTo("Cancelled by ada. 2 containers run revision 1.");
    }

    @Test
    void aCancelledFirstDeploymentKeepsWhatIsHealthyAndRemovesTheRest() {
        World world = new World(Operation.DEPLOY, 2, NEW);
        world.succeed(ofSlot(world, 1, Step.AwaitHealthy.class));
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(message(world)).isEqualTo("Cancelled by ada. 1 container runs revision 2.");
        assertThat(world.boxes).hasSize(1);
    }

    @Test
    void aCancelledScaleDownKeepsWhatIsNotStoppedYet() {
        World world = running(Operation.SCALE, 0, OLD, OLD);
        world.had(1, OLD, true);
        world.had(2, OLD, true);
        UUID stop = ofSlot(world, 2, Step.StopContainer.class);
        world.cancelledBy = "ada";
        world.plan();
        world.succeed(stop);
        world.runThrough();
        assertThat(world.serving()).isEqualTo(2);
    }

    @Test
    void aCancelledStopJustEnds() {
        World world = running(Operation.STOP, 2, OLD, OLD);
        UUID stop = world.runUntil(Step.StopContainer.class);
        world.succeed(stop);
        world.cancelledBy = "ada";
        world.plan();
        List.copyOf(world.pending.keySet()).forEach(world::succeed);
        world.plan();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(message(world)).isEqualTo("Cancelled by ada. No container runs.");
        assertThat(world.containers()).hasSize(2).allMatch(c -> c.phase() == Phase.STOPPED);
    }

    @Test
    void aCancelledRestartStartsWhatItHasStopped() {
        World world = running(Operation.RESTART, 2, OLD, OLD);
        world.succeed(world.runUntil(Step.StopContainer.class));
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(world.serving()).isEqualTo(2);
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
    }

    @Test
    void whatWasStoppedBeforeStaysStopped() {
        World world = new World(Operation.DEPLOY, 1, NEW);
        UUID before = world.had(1, OLD, false);
        world.runUntil(Step.AwaitHealthy.class);
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(world.boxes).containsOnlyKeys(before);
        assertThat(world.container(before).phase()).isEqualTo(Phase.STOPPED);
        assertThat(message(world)).isEqualTo("Cancelled by ada. No container runs.");
    }

    @Test
    void whatHasComeBackAndServesIsNotStoppedForWhatWasNeverSeenHealthy() {
        World world = new World(Operation.DEPLOY, 1, NEW);
        UUID unproven = world.had(1, OLD, true);
        UUID revived = world.had(1, OLD, true);
        Objects.requireNonNull(world.boxes.get(unproven)).healthy = false;
        Objects.requireNonNull(world.boxes.get(revived)).stoppedOnPurpose = true;
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(world.boxes).containsOnlyKeys(unproven, revived);
        assertThat(world.containers()).allMatch(c -> c.phase() == Phase.RUNNING);
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
    }
}
