package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.deployments.DeploymentDetails.OpenStep;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.protocol.ControlMessage.RunJob;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LateAnswerTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Test
    void aNodeThatIsThereAndDoesNotAnswerInTimeFailsTheStep() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.ignoring(Job.StartContainer.class::isInstance);
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> kinds().contains("StartContainer"));
        timeIsOver(redeploy);

        Deployment done = finished(redeploy);
        assertThat(done.state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(done.message()).contains("he node " + harbour + " did not answer in time: start of web-1");
        assertThat(ids(services.find(team, web.id()))).isEqualTo(ids(web));
    }

    @Test
    void aNodeThatIsAwayIsWaitedForAndGetsItsWholeTimeAgain() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.ignoring(Job.StartContainer.class::isInstance);
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> kinds().contains("StartContainer"));
        database.sql("update node set connected = false where id = ?")
                .param(node)
                .update();
        timeIsOver(redeploy);

        await().until(() -> Optional.ofNullable(
                        deployments.find(team, redeploy.id()).waitingFor())
                .filter(w -> w.contains(harbour))
                .isPresent());
        await().until(() -> deadline(redeploy).isAfter(Instant.now().plusSeconds(60)));
        database.sql("update node set connected = true where id = ?")
                .param(node)
                .update();
        agents.ignoring(_ -> false);
        runner.connected(node);
        succeeded(redeploy);
    }

    @Test
    void aJobThatCameTooLateIsAskedForAnewWithALaterOrder() {
        AtomicInteger refused = new AtomicInteger();
        agents.script = job -> job instanceof Job.StartContainer && refused.getAndIncrement() == 0
                ? Optional.of(new JobOutcome.Failed(FailureCode.OUTDATED, "a later job came first", null))
                : Optional.empty();
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        assertThat(web.containers()).hasSize(1);
        assertThat(refused).hasValue(2);
        assertThat(agents.messages)
                .extracting(RunJob::order)
                .isSorted()
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
        assertThat(agents.messages.stream().map(RunJob::job).filter(Job.StartContainer.class::isInstance))
                .allMatch(job -> ((Job.StartContainer) job).firstStart());
    }

    @Test
    void anEngineThatCannotBeReachedIsAskedAgain() {
        AtomicInteger refused = new AtomicInteger();
        agents.script = job -> job instanceof Job.CreateContainer && refused.getAndIncrement() == 0
                ? Optional.of(new JobOutcome.Failed(FailureCode.ENGINE_UNREACHABLE, "the engine does not answer", null))
                : Optional.empty();
        Service web = services.create(team, ada, "web", ServiceDefinition.of("shop/web", "1"), 1);
        Deployment deploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        await().until(() -> refused.get() == 1);
        runner.connected(node);
        succeeded(deploy);
        assertThat(agents.messages.stream()
                        .filter(m -> m.job() instanceof Job.CreateContainer)
                        .map(RunJob::jobId)
                        .distinct())
                .hasSize(1);
    }

    private void timeIsOver(Deployment deployment) {
        database.sql("update job set deadline = now() - interval '1 minute', sent_at = now()"
                        + " where deployment_id = ? and state = 'WAITING'")
                .param(deployment.id())
                .update();
    }

    private Instant deadline(Deployment deployment) {
        UUID id = deployment.id();
        return deployments.details(team, id).openSteps().stream()
                .map(OpenStep::deadline)
                .findFirst()
                .orElse(Instant.MIN);
    }
}
