package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceState;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Test
    void laterDeploymentsWaitForTheirTurnAndSayHowManyComeBefore() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.silent = true;
        Deployment first = deployments.redeploy(team, web.id(), ada, PLAIN);
        untilRunning(first);
        Deployment second = deployments.stop(team, web.id(), ada, PLAIN);
        Deployment third = deployments.start(team, web.id(), ada, PLAIN);

        assertThat(second.state()).isEqualTo(DeploymentState.QUEUED);
        assertThat(second.ahead()).isEqualTo(1);
        assertThat(third.ahead()).isEqualTo(2);
        assertThat(services.find(team, web.id()).state()).isEqualTo(ServiceState.REDEPLOYING);
        assertThat(deployments.current(team, web.id()).map(Deployment::id)).contains(first.id());

        agents.silent = false;
        runner.connected(node);
        List<Deployment> done = List.of(succeeded(first), succeeded(second), succeeded(third));
        assertThat(done.get(1).startedAt()).isAfterOrEqualTo(done.get(0).finishedAt());
        assertThat(done.get(2).startedAt()).isAfterOrEqualTo(done.get(1).finishedAt());
        assertThat(services.find(team, web.id()).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void whatWaitsIsBegunFromWhatIsThereThen() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.silent = true;
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);
        untilRunning(redeploy);
        Deployment scale = deployments.scale(team, web.id(), ada, 3, PLAIN);
        assertThat(scale.revision()).isEqualTo(1);

        agents.silent = false;
        runner.connected(node);

        assertThat(succeeded(scale).revision()).isEqualTo(2);
        assertThat(deployments.find(team, scale.id()).fromRevision()).isEqualTo(2);
        assertThat(services.find(team, web.id()).containers()).hasSize(3).allMatch(c -> c.revision() == 2);
    }

    @Test
    void newContainersAreMadeFromTheRevisionInForceAndNotFromTheOneInTheForm() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        succeeded(deployments.scale(team, web.id(), ada, 2, PLAIN));
        Service after = services.find(team, web.id());
        assertThat(after.deployedRevision()).isEqualTo(1);
        assertThat(after.latest().number()).isEqualTo(2);
        assertThat(after.containers()).hasSize(2).allMatch(c -> c.revision() == 1);
    }

    @Test
    void oneThatSupersedesCancelsTheOneAtWorkAndTakesThePlaceOfTheOthers() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.silent = true;
        Deployment atWork = deployments.redeploy(team, web.id(), ada, PLAIN);
        untilRunning(atWork);
        Deployment waiting = deployments.stop(team, web.id(), ada, PLAIN);
        Deployment last = deployments.redeploy(team, web.id(), ada, PLAIN.whenBusy(WhenBusy.SUPERSEDE));
        agents.silent = false;
        runner.connected(node);

        Deployment superseded = finished(waiting);
        assertThat(superseded.state()).isEqualTo(DeploymentState.SUPERSEDED);
        assertThat(superseded.message()).isEqualTo("Superseded by deployment " + last.number() + ".");
        Deployment cancelled = finished(atWork);
        assertThat(cancelled.state()).isEqualTo(DeploymentState.CANCELLED);
        assertThat(cancelled.cancelledBy()).isEqualTo("deployment " + last.number());
        succeeded(last);
    }

    @Test
    void oneThatWaitsIsCancelledAtOnceAndTouchesNothing() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.silent = true;
        Deployment atWork = deployments.redeploy(team, web.id(), ada, PLAIN);
        untilRunning(atWork);
        Deployment waiting = deployments.stop(team, web.id(), ada, PLAIN);

        deployments.cancel(team, waiting.id(), ada);

        Deployment cancelled = deployments.find(team, waiting.id());
        assertThat(cancelled.state()).isEqualTo(DeploymentState.CANCELLED);
        assertThat(cancelled.startedAt()).isNull();
        assertThat(services.find(team, web.id()).state()).isEqualTo(ServiceState.REDEPLOYING);
        agents.silent = false;
        runner.connected(node);
        succeeded(atWork);
        assertThat(services.find(team, web.id()).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void oneWhoseServiceIsTerminatedBeforeItsTurnSaysSo() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.ignoring(_ -> true);
        Deployment end = deployments.terminate(team, web.id(), ada, PLAIN);
        untilRunning(end);
        Deployment late = deployments.redeploy(team, web.id(), ada, PLAIN);
        agents.ignoring(_ -> false);
        runner.connected(node);

        succeeded(end);
        Deployment done = finished(late);
        assertThat(done.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(done.message()).contains("web is terminated");
        assertThatThrownBy(() -> deployments.redeploy(team, web.id(), ada, PLAIN))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("state"));
    }
}
