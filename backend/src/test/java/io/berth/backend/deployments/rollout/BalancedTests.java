package io.berth.backend.deployments.rollout;

import static io.berth.backend.deployments.rollout.Worlds.NEW;
import static io.berth.backend.deployments.rollout.Worlds.OLD;
import static io.berth.backend.deployments.rollout.Worlds.kinds;
import static io.berth.backend.deployments.rollout.Worlds.redeploy;
import static io.berth.backend.deployments.rollout.Worlds.running;
import static io.berth.backend.deployments.rollout.Worlds.serving;
import static io.berth.backend.deployments.rollout.Worlds.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Balanced;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The balancer leads, the rollout follows. */
class BalancedTests {

    @Test
    void anOldContainerStaysUntilTheBalancerSendsRequestsToItsSuccessor() {
        World world = behindABalancer(redeploy(2, OLD, NEW));
        UUID fresh = successor(world);
        told(world, fresh);

        Decision decision = world.plan();
        assertThat(world.pending).isEmpty();
        assertThat(kinds(world)).doesNotContain("DrainContainer", "StopContainer");
        assertThat(decision.waitingFor()).isEqualTo("the balancer lb to send it requests: DOWN L4CON");
        assertThat(decision.wakeAt()).isEqualTo(world.now.plusSeconds(60));

        serves(world, fresh);
        world.plan();
        assertThat(kinds(world)).contains("DrainContainer").doesNotContain("StopContainer");
    }

    @Test
    void theNextSlotBeginsOnlyAfterTheBalancerHasTakenInTheFirst() {
        World world = behindABalancer(redeploy(2, OLD, NEW));
        told(world, successor(world));
        world.plan();
        assertThat(world.own()).hasSize(1);
    }

    @Test
    void whatTheBalancerListsIsDrainedAndNotStoppedBeforeItHasLetGo() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        UUID old = world.containers().getFirst().id();
        serves(world, successor(world));
        Decision decision = world.plan();
        assertThat(world.pending).isEmpty();
        assertThat(decision.waitingFor()).isEqualTo("the balancer lb to let go of it");

        world.pass(Duration.ofSeconds(3));
        letGo(world, old);
        world.plan();
        assertThat(world.pending.values()).containsExactly(new Step.StopContainer(old));
    }

    @Test
    void aBalancerThatDoesNotLetGoIsNotWaitedForForEver() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        UUID old = world.containers().getFirst().id();
        serves(world, successor(world));
        world.plan();
        world.pass(Duration.ofSeconds(SlotMoves.BALANCED_DRAIN_SECONDS));
        world.plan();
        assertThat(world.pending).isEmpty();
        world.pass(SlotMoves.LETTING_GO_TAKES.minusMillis(1));
        world.plan();
        assertThat(world.pending).isEmpty();
        world.pass(Duration.ofMillis(1));
        world.plan();
        assertThat(world.pending.values()).containsExactly(new Step.StopContainer(old));
    }

    @Test
    void theStrategysDrainTimeCountsWhereItHasOne() {
        World world =
                behindABalancer(redeploy(1, OLD, NEW, new Rollout(Order.AUTO, 1, 7, OnFailure.ROLL_BACK, 0, false)));
        serves(world, successor(world));
        Decision decision = world.plan();
        assertThat(decision.wakeAt()).isEqualTo(world.now.plusSeconds(7));
    }

    @Test
    void aContainerThatTheBalancerNeverFindsUpIsRolledBack() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        told(world, successor(world));
        world.plan();
        world.pass(Duration.ofSeconds(60));
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(serving(world, OLD)).isEqualTo(1);
        assertThat(Worlds.message(world)).contains("the balancer lb to send it requests: DOWN L4CON");
    }

    @Test
    void whatWasToldToDrainServesAgainWhenItStaysAfterAll() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        UUID old = world.containers().getFirst().id();
        UUID fresh = successor(world);
        serves(world, fresh);
        world.plan();
        world.rollBackBy = "ada";
        world.plan();
        assertThat(kinds(world)).contains("ServeAgain");
        assertThat(world.container(old).drain()).isNull();
        assertThat(serving(world, OLD)).isEqualTo(1);
    }

    @Test
    void whoTerminatesDoesNotWaitForADrainButForTheBalancerToLetGo() {
        World world = behindABalancer(running(Operation.TERMINATE, 1, OLD, OLD));
        UUID old = world.containers().getFirst().id();
        Decision decision = world.plan();
        assertThat(kinds(world)).containsExactly("DrainContainer");
        assertThat(world.container(old).drain())
                .extracting(Situation.Drain::until)
                .isEqualTo(world.now);
        assertThat(decision.waitingFor()).isEqualTo("the balancer lb to let go of it");
        letGo(world, old);
        world.plan();
        assertThat(world.pending.values()).containsExactly(new Step.StopContainer(old));
    }

    @Test
    void whoCancelsCutsADrainShort() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        UUID old = world.containers().getFirst().id();
        serves(world, successor(world));
        world.plan();
        world.pass(Duration.ofSeconds(1));
        world.cancelledBy = "ada";
        world.plan();
        assertThat(world.container(old).drain())
                .extracting(Situation.Drain::until)
                .isEqualTo(world.now);
        letGo(world, old);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
    }

    @Test
    void whoCancelsDoesNotWaitForTheBalancerToTakeAnythingIn() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        UUID old = world.containers().getFirst().id();
        told(world, successor(world));
        world.plan();
        world.cancelledBy = "ada";
        world.plan();
        letGo(world, old);
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.CANCELLED);
    }

    @Test
    void whoScalesUpDoesNotWaitForAContainerThatWasThereBefore() {
        World world = behindABalancer(running(Operation.SCALE, 2, OLD, OLD));
        UUID flapping = world.containers().getFirst().id();
        told(world, flapping);
        world.pass(Duration.ofDays(1));
        world.runThrough();
        assertThat(state(world)).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void onTheWayBackTheOldOneIsTakenInBeforeTheNewOneGoes() {
        World world = behindABalancer(redeploy(1, OLD, NEW));
        UUID old = world.containers().getFirst().id();
        UUID fresh = successor(world);
        serves(world, fresh);
        world.plan();
        told(world, old);
        world.rollBackBy = "ada";
        world.plan();
        assertThat(world.container(fresh).drain()).isNull();
        serves(world, old);
        world.plan();
        assertThat(world.container(fresh).drain()).isNotNull();
    }

    /** The new container of the first slot, as soon as it is healthy. */
    private static UUID successor(World world) {
        world.succeed(world.runUntil(Step.AwaitHealthy.class));
        return world.own().findFirst().orElseThrow().id();
    }

    private static World behindABalancer(World world) {
        List.copyOf(world.boxes.values()).forEach(box -> serves(world, box.id));
        return world;
    }

    private static void told(World world, UUID id) {
        box(world, id).balanced = new Balanced("lb", true, false, world.now.plusSeconds(60), "DOWN L4CON");
    }

    private static void serves(World world, UUID id) {
        World.Box box = box(world, id);
        assertThat(box.phase).isEqualTo(Phase.RUNNING);
        box.balanced = new Balanced("lb", true, true, world.now.plusSeconds(60), null);
    }

    private static void letGo(World world, UUID id) {
        box(world, id).balanced = new Balanced("lb", false, false, null, null);
    }

    private static World.Box box(World world, UUID id) {
        return Objects.requireNonNull(world.boxes.get(id));
    }
}
