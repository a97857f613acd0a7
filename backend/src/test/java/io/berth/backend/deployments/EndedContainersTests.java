package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.nodes.AgentReported;
import io.berth.backend.services.Container;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceState;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EndedContainersTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Test
    void oneThatHasDoneItsWorkIsRemovedAndTheServiceStays() {
        Service job = deployed("job", destroying(Autodestroy.ON_SUCCESS), 2);
        ended(job.containers().getFirst(), 0);

        await().until(() -> services.find(team, job.id()).containers().size() == 1);
        Deployment destroy = deployments.ofService(team, job.id(), 1).getFirst();
        assertThat(destroy.operation()).isEqualTo(Operation.DESTROY);
        assertThat(destroy.slots()).containsExactly(1);
        assertThat(destroy.requestedAs()).isEqualTo("Berth");
        succeeded(destroy);
        assertThat(services.find(team, job.id()).targetCount()).isEqualTo(2);
    }

    @Test
    void oneThatFailedOrWasStoppedOnPurposeIsKept() {
        Service job = deployed("job", destroying(Autodestroy.ON_SUCCESS), 2);
        ended(job.containers().getFirst(), 1);
        succeeded(deployments.stop(team, job.id(), ada, PLAIN));
        assertThat(services.find(team, job.id()).containers()).hasSize(2);
        assertThat(services.find(team, job.id()).state()).isEqualTo(ServiceState.STOPPED);
        assertThat(deployments.ofService(team, job.id(), 9)).noneMatch(d -> d.operation() == Operation.DESTROY);
    }

    @Test
    void oneThatEndsWhileADeploymentIsAtWorkIsRemovedAfterIt() {
        Service job = deployed("job", destroying(Autodestroy.ALWAYS), 2);
        agents.ignoring(Job.AwaitHealthy.class::isInstance);
        Deployment redeploy = deployments.redeploy(team, job.id(), ada, PLAIN.only(2));
        await().until(() -> kinds().contains("AwaitHealthy"));
        ended(job.containers().getFirst(), 3);
        assertThat(deployments.ofService(team, job.id(), 1).getFirst().id()).isEqualTo(redeploy.id());
        agents.ignoring(_ -> false);
        runner.connected(node);
        succeeded(redeploy);
        await().until(() -> deployments.ofService(team, job.id(), 1).getFirst().operation() == Operation.DESTROY);
        succeeded(deployments.ofService(team, job.id(), 1).getFirst());
    }

    @Test
    void aContainerThatEndsWellBeforeItIsSeenRunningHasPassedItsGateAndIsNotTakenToRun() {
        agents.ignoring(Job.AwaitHealthy.class::isInstance);
        Service job = services.create(team, ada, "job", destroying(Autodestroy.ON_SUCCESS), 1);
        Deployment deploy = deployments.redeploy(team, job.id(), ada, PLAIN);
        await().until(() -> kinds().contains("AwaitHealthy"));
        assertThat(agents.asked).anyMatch(j -> j instanceof Job.AwaitHealthy wait && wait.mayEnd());
        ended(services.find(team, job.id()).containers().getFirst(), 0);
        agents.ignoring(_ -> false);
        runner.connected(node);
        succeeded(deploy);
        await().until(() -> services.find(team, job.id()).containers().isEmpty());
    }

    @Test
    void theLastWordsOfReplacedAndFailedContainersAreKept() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        Container old = web.containers().getFirst();
        Deployment replaced = succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));
        assertThat(deployments.details(team, replaced.id()).logs())
                .singleElement()
                .satisfies(log -> {
                    assertThat(log.containerId()).isEqualTo(old.id());
                    assertThat(log.container()).isEqualTo("web-1");
                    assertThat(log.failed()).isFalse();
                    assertThat(log.text()).isEqualTo("the last words");
                });

        agents.failing(FailureCode.CONTAINER_EXITED, job -> job instanceof Job.AwaitHealthy ? "it exited" : null);
        Deployment failed = finished(deployments.redeploy(team, web.id(), ada, PLAIN));
        assertThat(deployments.details(team, failed.id()).logs())
                .singleElement()
                .satisfies(log -> {
                    assertThat(log.failed()).isTrue();
                    assertThat(log.text()).isEqualTo("the container's last words");
                    assertThat(services.keptLog(team, log.containerId())).contains("the container's last words");
                });
    }

    private void ended(Container container, int exitCode) {
        news.publishEvent(new AgentReported(
                node,
                new AgentMessage.ContainerChanged(new ContainerObservation(
                        Objects.requireNonNullElse(container.engineId(), "engine"),
                        container.engineName(),
                        ContainerObservation.State.STOPPED,
                        ContainerObservation.Health.NONE,
                        exitCode,
                        null,
                        List.of(),
                        0,
                        Map.of()))));
    }

    private static ServiceDefinition destroying(Autodestroy autodestroy) {
        ServiceDefinition plain = ServiceDefinition.of("shop/job", "1");
        return new ServiceDefinition(
                plain.image(),
                plain.tag(),
                plain.ports(),
                plain.variables(),
                plain.volumes(),
                plain.links(),
                plain.command(),
                plain.entrypoint(),
                plain.memoryMegabytes(),
                plain.restart(),
                autodestroy,
                plain.hostNetwork(),
                plain.health(),
                plain.rollout());
    }
}
