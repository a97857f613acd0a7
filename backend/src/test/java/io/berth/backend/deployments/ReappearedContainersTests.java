package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.nodes.AgentReported;
import io.berth.backend.services.Container;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.Job;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Containers that an engine shows again after they were gone, as on a host that was set back to an older state. */
class ReappearedContainersTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Test
    void oneThatNothingHasTakenThePlaceOfCountsAgain() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        Container only = web.containers().getFirst();
        listed();
        assertThat(services.find(team, web.id()).containers()).isEmpty();

        listed(shown(only, ContainerObservation.State.STOPPED));
        succeeded(deployments.start(team, web.id(), ada, PLAIN));

        assertThat(ids(services.find(team, web.id()))).containsExactly(only.id());
    }

    @Test
    void oneWhoseSlotWasGivenToAnotherSinceIsRemovedAndNeverStartedAgain() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        Container former = web.containers().getFirst();
        Container latter = deployed(web, ServiceDefinition.of("shop/web", "2"))
                .containers()
                .getFirst();

        listed(shown(former, ContainerObservation.State.STOPPED));
        assertThat(ids(services.find(team, web.id()))).containsExactly(former.id());
        agents.asked.clear();
        succeeded(deployments.start(team, web.id(), ada, PLAIN));

        assertThat(ids(services.find(team, web.id())))
                .doesNotContain(former.id(), latter.id())
                .hasSize(1);
        assertThat(agents.asked)
                .noneMatch(job -> job instanceof Job.StartContainer start
                        && start.containerName().equals(former.engineName()))
                .anyMatch(job -> job instanceof Job.RemoveContainer remove
                        && remove.containerName().equals(former.engineName()));
    }

    @Test
    void theEndOfAnEarlierContainerOfItsNameIsNotItsOwn() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        Container only = web.containers().getFirst();

        gone(only, "of an earlier one");
        assertThat(ids(services.find(team, web.id()))).containsExactly(only.id());

        gone(only, Objects.requireNonNull(only.engineId()));
        assertThat(services.find(team, web.id()).containers()).isEmpty();
    }

    private void gone(Container container, String engineId) {
        news.publishEvent(new AgentReported(
                node,
                new AgentMessage.ContainerChanged(new ContainerObservation(
                        engineId,
                        container.engineName(),
                        ContainerObservation.State.GONE,
                        ContainerObservation.Health.NONE,
                        null,
                        null,
                        List.of(),
                        0,
                        Map.of()))));
    }

    /** The node tells all that its engine has, long after everything else. */
    private void listed(ContainerObservation... seen) {
        database.sql("update container set phase_since = phase_since - interval '1 minute' where node_id = ?")
                .param(node)
                .update();
        news.publishEvent(new AgentReported(
                node, new AgentMessage.Inventory(Stream.of(seen).toList(), List.of(), 0)));
    }

    private static ContainerObservation shown(Container container, ContainerObservation.State state) {
        return new ContainerObservation(
                Objects.requireNonNullElse(container.engineId(), "engine"),
                container.engineName(),
                state,
                ContainerObservation.Health.NONE,
                0,
                null,
                List.of(),
                0,
                Map.of());
    }
}
