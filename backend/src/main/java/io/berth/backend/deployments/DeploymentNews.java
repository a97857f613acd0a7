package io.berth.backend.deployments;

import io.berth.backend.balancing.BalancingChanged;
import io.berth.backend.deployments.run.DeploymentRunner;
import io.berth.backend.nodes.AgentReported;
import io.berth.backend.services.Containers;
import io.berth.backend.volumes.Volumes;
import io.berth.protocol.AgentMessage;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Hears what people ask for and what agents report, and moves deployments on. */
@Component
class DeploymentNews {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentNews.class);

    private final DeploymentRunner runner;
    private final Containers containers;
    private final Volumes volumes;
    private final Deployments deployments;

    DeploymentNews(DeploymentRunner runner, Containers containers, Volumes volumes, Deployments deployments) {
        this.runner = runner;
        this.deployments = deployments;
        this.containers = containers;
        this.volumes = volumes;
    }

    /** The person who asked does not wait for the first round. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(DeploymentDue due) {
        poke(due.deploymentId());
    }

    /** A deployment may wait for a balancer to take a container in, or to let go of one. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(BalancingChanged changed) {
        deployments.atWork(changed.serviceId()).ifPresent(d -> poke(d.id()));
    }

    private void poke(UUID id) {
        Thread.ofVirtual().name("deployment-" + id).start(() -> {
            try {
                runner.poke(id);
            } catch (RuntimeException e) {
                LOG.error("Round of deployment {} failed; the beat takes it up again", id, e);
            }
        });
    }

    @EventListener
    void on(AgentReported reported) {
        UUID node = reported.nodeId();
        switch (reported.message()) {
            case AgentMessage.JobAnswer answer -> runner.answered(node, answer.jobId(), answer.outcome());
            case AgentMessage.ContainerChanged changed ->
                containers.observed(node, changed.container()).ifPresent(deployments::removeEnded);
            case AgentMessage.Inventory inventory -> {
                containers.inventory(node, inventory.containers(), Duration.ofMillis(inventory.tookMillis()));
                volumes.inventory(node, inventory.volumes());
                // Only after its list: what is asked for again must not be missing from a list made before.
                runner.connected(node);
                // Not only what has changed: what could not be asked for then is asked for now.
                containers.endedOn(node).forEach(deployments::removeEnded);
            }
            case AgentMessage.VolumeSizes sizes -> volumes.measured(node, sizes.bytes());
            case AgentMessage.Hello _, AgentMessage.Heartbeat _, AgentMessage.StreamFailed _ -> {}
        }
    }
}
