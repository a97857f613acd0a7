package io.berth.backend.deployments.rollout;

import static io.berth.backend.deployments.rollout.Worlds.NEW;
import static io.berth.backend.deployments.rollout.Worlds.OLD;
import static io.berth.backend.deployments.rollout.Worlds.kinds;
import static io.berth.backend.deployments.rollout.Worlds.message;
import static io.berth.backend.deployments.rollout.Worlds.running;
import static io.berth.backend.deployments.rollout.Worlds.serving;
import static io.berth.backend.deployments.rollout.Worlds.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Balanced;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A new revision comes beside the old one, takes its place, or goes again. */
class CanaryTests {

    @Test
    void aCanaryComesBesideWhatRunsAndReplacesNothing() {
        World world = canary(2, 4, 5);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(message(world)).isEqualTo("2 containers run revision 2 beside the others.");
        assertThat(serving(world, OLD)).isEqualTo(3);
        assertThat(serving(world, NEW)).isEqualTo(2);
        assertThat(kinds(world)).doesNotContain("StopContainer", "RemoveContainer", "DrainContainer");
    }

    @Test
    void aCanaryLooksUpWhatItsTagMeansAndAPromotionDoesNot() {
        World canary = canary(1, 4);
        canary.runThrough();
        assertThat(kinds(canary)).contains("ResolveImage");
        World promotion = promotion();
        promotion.runThrough();
        assertThat(kinds(promotion)).doesNotContain("ResolveImage");
    }

    @Test
    void aCanaryThatNeverGetsHealthyIsRemovedAndNothingElseIsTouched() {
        World world = canary(1, 4);
        world.fail(world.runUntil(Step.AwaitHealthy.class), "no answer on port 8080");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(message(world)).contains("The 3 containers that ran before serve on.");
        assertThat(serving(world, OLD)).isEqualTo(3);
        assertThat(world.containers()).hasSize(3);
    }

    @Test
    void aPromotionReplacesTheOldOnesBeforeTheCanaryGoes() {
        World world = promotion();
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(message(world)).isEqualTo("3 containers run revision 2.");
        assertThat(world.containers()).extracting(Situation.SlotContainer::slot).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(serving(world, NEW)).isEqualTo(3);
        List<Step> stops = world.taken.stream()
                .filter(Step.StopContainer.class::isInstance)
                .toList();
        assertThat(stops).last().isEqualTo(new Step.StopContainer(canaryId));
    }

    @Test
    void aPromotionThatGoesBackLeavesTheCanaryThere() {
        World world = promotion();
        world.fail(world.runUntil(Step.AwaitHealthy.class), "no answer on port 8080");
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(serving(world, OLD)).isEqualTo(3);
        assertThat(serving(world, NEW)).isEqualTo(1);
    }

    @Test
    void anAbortedCanaryDrainsBeforeItIsStopped() {
        World world = aborting();
        World.Box box = Objects.requireNonNull(world.boxes.get(canaryId));
        box.balanced = new Balanced("lb", true, true, world.now.plusSeconds(60), null);
        world.plan();
        assertThat(kinds(world)).containsExactly("DrainContainer");
        box.balanced = new Balanced("lb", false, false, null, null);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(message(world)).isEqualTo("The canary is removed.");
        assertThat(serving(world, OLD)).isEqualTo(3);
        assertThat(world.containers()).hasSize(3);
    }

    @Test
    void whoCancelsACanaryKeepsWhatIsWholeOfIt() {
        World world = canary(2, 4, 5);
        world.rollout = new Rollout(Order.AUTO, 1, 0, OnFailure.ROLL_BACK, 0, true);
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        world.cancelledBy = "ada";
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
        assertThat(serving(world, NEW)).isEqualTo(1);
        assertThat(serving(world, OLD)).isEqualTo(3);
    }

    private UUID canaryId = new UUID(0, 0);

    private static World canary(int containers, Integer... slots) {
        World world = running(Operation.CANARY, 3, OLD, NEW);
        world.onlySlots = Set.of(slots);
        assertThat(slots).hasSize(containers);
        return world;
    }

    private World promotion() {
        return withCanary(Operation.PROMOTE, NEW);
    }

    private World aborting() {
        World world = withCanary(Operation.ABORT, OLD);
        world.onlySlots = Set.of(4);
        return world;
    }

    private World withCanary(Operation operation, RevisionView target) {
        World world = running(operation, 3, OLD, target);
        canaryId = world.had(4, NEW, true);
        return world;
    }
}
