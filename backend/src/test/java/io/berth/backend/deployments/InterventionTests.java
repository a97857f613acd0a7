package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.backend.deployments.DeploymentDetails.Event;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InterventionTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Test
    void onePausedReplacesNothingMoreUntilItIsResumed() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        List<UUID> before = ids(web);
        agents.ignoring(Job.AwaitHealthy.class::isInstance);
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> kinds().contains("AwaitHealthy"));
        deployments.pause(team, redeploy.id(), ada);
        deployments.pause(team, redeploy.id(), ada);
        agents.ignoring(_ -> false);
        runner.connected(node);

        await().until(() -> {
            Deployment now = deployments.find(team, redeploy.id());
            return now.state() == DeploymentState.PAUSED && now.done() == 1 && now.waitingFor() != null;
        });
        assertThat(ids(services.find(team, web.id()))).hasSize(2).containsAnyElementsOf(before);
        assertThat(deployments.find(team, redeploy.id()).paused()).contains(ada.name());

        deployments.resume(team, redeploy.id(), ada);
        succeeded(redeploy);
        assertThat(ids(services.find(team, web.id()))).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aFailureThatPausesWaitsForAPersonAndSlotsAreTriedAgain() {
        Rollout pausing = new Rollout(Order.AUTO, 1, 0, OnFailure.PAUSE, 0, false);
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.failing(FailureCode.CONTAINER_EXITED, job -> job instanceof Job.AwaitHealthy ? "it exited" : null);
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN.with(pausing));
        await().until(() -> deployments.find(team, redeploy.id()).state() == DeploymentState.PAUSED);
        assertThat(deployments.find(team, redeploy.id()).paused()).contains("it exited");

        agents.script = _ -> Optional.empty();
        deployments.resume(team, redeploy.id(), ada);
        succeeded(redeploy);
    }

    @Test
    void whoRollsBackGetsWhatRanBefore() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        agents.ignoring(Job.AwaitHealthy.class::isInstance);
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> kinds().contains("AwaitHealthy"));
        agents.ignoring(_ -> false);

        deployments.rollBack(team, redeploy.id(), ada);
        deployments.rollBack(team, redeploy.id(), ada);

        Deployment done = finished(redeploy);
        assertThat(done.state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(done.rollBackBy()).isEqualTo(ada.name());
        Service after = services.find(team, web.id());
        assertThat(after.containers()).hasSize(2).allMatch(c -> c.revision() == 1);
        assertThat(after.deployedRevision()).isEqualTo(1);
        assertThat(after.lastProblem()).isNull();
        assertThatThrownBy(() -> deployments.rollBack(team, redeploy.id(), ada)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> deployments.pause(team, redeploy.id(), ada)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> deployments.resume(team, redeploy.id(), ada)).isInstanceOf(ConflictException.class);
    }

    @Test
    void oneThatIsCancelledEndsWhereItIsAndSaysWhatIsLeft() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 3);
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        agents.ignoring(job ->
                job instanceof Job.AwaitHealthy wait && wait.containerName().startsWith("web-2"));
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> deployments.find(team, redeploy.id()).done() == 1
                && deployments.details(team, redeploy.id()).openSteps().stream()
                        .anyMatch(s -> s.what().equals("Wait for the health of web-2")));
        assertThat(deployments.details(team, redeploy.id()).openSteps())
                .singleElement()
                .satisfies(s -> assertThat(s.node()).isEqualTo(harbour))
                .satisfies(s -> assertThat(s.deadline()).isAfter(s.since()));

        deployments.cancel(team, redeploy.id(), ada);
        deployments.cancel(team, redeploy.id(), ada);

        Deployment done = finished(redeploy);
        deployments.cancel(team, redeploy.id(), ada);
        assertThat(done.state()).isEqualTo(DeploymentState.CANCELLED);
        assertThat(done.message()).contains("1 of 3 containers runs revision 2, 2 run revision 1.");
        assertThat(services.find(team, web.id()).deployedRevision()).isEqualTo(1);
    }

    @Test
    void whoCancelsTooLateIsTold() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        Deployment done = deployments.ofService(team, web.id(), 1).getFirst();

        assertThatThrownBy(() -> deployments.cancel(team, done.id(), ada))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is succeeded: it cannot be cancelled now");
    }

    @Test
    void theReasonForGoingBackIsToldOnce() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.failing(FailureCode.CONTAINER_EXITED, job -> job instanceof Job.AwaitHealthy ? "it exited" : null);
        Deployment done = finished(deployments.redeploy(team, web.id(), ada, PLAIN));
        assertThat(done.message()).contains("exited");
        assertThat(deployments.details(team, done.id()).events())
                .extracting(Event::text)
                .filteredOn(text -> text.contains("exited"))
                .hasSize(1);
    }

    @Test
    void theStrategyCanBeChangedWhileItIsAtWorkIfItIsPossible() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        agents.ignoring(Job.AwaitHealthy.class::isInstance);
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> kinds().contains("AwaitHealthy"));
        Rollout faster = new Rollout(Order.AUTO, 2, 0, OnFailure.ROLL_BACK, 0, false);
        deployments.changeStrategy(team, redeploy.id(), ada, faster);
        assertThat(deployments.find(team, redeploy.id()).rollout()).isEqualTo(faster);
        await().until(() -> kinds().stream().filter("AwaitHealthy"::equals).count() == 2);

        Rollout wrong = new Rollout(Order.AUTO, 0, 0, OnFailure.ROLL_BACK, 0, false);
        assertThatThrownBy(() -> deployments.changeStrategy(team, redeploy.id(), ada, wrong))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.FieldError::field)
                                .containsExactly("rollout.parallelism"));
        assertThatThrownBy(() -> deployments.redeploy(team, web.id(), ada, PLAIN.with(wrong)))
                .isInstanceOf(InvalidInputException.class);
        agents.ignoring(_ -> false);
        runner.connected(node);
        succeeded(redeploy);
    }
}
