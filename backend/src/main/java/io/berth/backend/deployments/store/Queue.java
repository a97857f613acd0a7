package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.run.BaselineSlot;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceProgress;
import io.berth.backend.services.ServiceState;
import io.berth.backend.services.Services;
import io.berth.protocol.Wire;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The deployments of a service that are not over: the first is at work or about to begin, the others wait for their turn. */
@Component
class Queue {

    private final DeploymentRepository deployments;
    private final Services services;
    private final ServiceProgress progress;
    private final Containers containers;
    private final Endings endings;
    private final TimeLine timeLine;
    private final InstantSource clock;

    Queue(
            DeploymentRepository deployments,
            Services services,
            ServiceProgress progress,
            Containers containers,
            Endings endings,
            TimeLine timeLine,
            InstantSource clock) {
        this.deployments = deployments;
        this.services = services;
        this.progress = progress;
        this.containers = containers;
        this.endings = endings;
        this.timeLine = timeLine;
        this.clock = clock;
    }

    /** Those that are not over, by number. */
    List<DeploymentEntity> of(UUID serviceId) {
        return deployments.notOver(List.of(serviceId));
    }

    Optional<DeploymentEntity> first(UUID serviceId) {
        return of(serviceId).stream().findFirst();
    }

    /**
     * Begins a deployment if it has not begun and it is its turn: only now it is known what is there to work on. One that
     * has lost its sense ends.
     *
     * @return false if others come before it
     */
    boolean begin(DeploymentEntity deployment) {
        if (!deployment.queued()) {
            return true;
        }
        if (first(deployment.serviceId).filter(d -> d.id.equals(deployment.id)).isEmpty()) {
            return false;
        }
        Service service = services.find(deployment.teamId, deployment.serviceId);
        deployment.state = DeploymentState.RUNNING;
        deployment.startedAt = clock.instant();
        if (service.state() == ServiceState.TERMINATED) {
            endings.end(
                    deployment,
                    DeploymentState.FAILED,
                    service.name() + " is terminated: there is nothing left to do.");
            return true;
        }
        takeStock(deployment, service);
        progress.activity(
                service.id(),
                Activity.of(deployment.operation, service.containers().isEmpty()));
        timeLine.changed(deployment);
        return true;
    }

    /** What a deployment finds: from then on this is what it goes back to. */
    void takeStock(DeploymentEntity deployment, Service service) {
        Revision inForce = services.inForce(service);
        if (!deployment.operation.bringsRevision()) {
            deployment.revisionId = inForce.id();
        }
        if (!deployment.rolloutChosen) {
            deployment.rollout = Wire.write(
                    services.revision(deployment.revisionId).definition().rollout());
        }
        deployment.fromRevisionId = from(service, inForce);
        // Where a slot holds several, the one that was seen healthy is what it held.
        deployment.baseline = Wire.write(BaselineSlot.of(containers.present(service.id()).stream()
                .sorted(Comparator.comparing(c -> c.gate() != ContainerGate.PASSED))
                .map(c -> new BaselineSlot(c.slot(), c.revisionId(), c.nodeId(), c.phase() == ContainerPhase.RUNNING))
                .toList()));
    }

    private static @Nullable UUID from(Service service, Revision inForce) {
        if (service.deployedRevision() != null) {
            return inForce.id();
        }
        return service.containers().stream()
                .max(Comparator.comparingInt(Container::revision))
                .map(Container::revisionId)
                .orElse(null);
    }

    /** A later deployment takes the place of all these. */
    void supersede(List<DeploymentEntity> earlier, int by) {
        for (DeploymentEntity deployment : earlier) {
            if (deployment.queued()) {
                endings.end(deployment, DeploymentState.SUPERSEDED, "Superseded by deployment " + by + ".");
            } else if (deployment.cancelRequested == null) {
                deployment.cancelRequested = "deployment " + by;
                deployment.wakeAt = clock.instant();
                timeLine.note(deployment, Level.INFO, "Cancelled: deployment " + by + " takes its place");
            }
        }
    }
}
