package io.berth.backend.deployments.store;

import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes what people want of a deployment that is not over. Whether that is possible was looked at before. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class DeploymentWishes {

    private final DeploymentRepository deployments;
    private final DeploymentViews views;
    private final Endings endings;
    private final TimeLine timeLine;
    private final InstantSource clock;

    DeploymentWishes(
            DeploymentRepository deployments,
            DeploymentViews views,
            Endings endings,
            TimeLine timeLine,
            InstantSource clock) {
        this.deployments = deployments;
        this.views = views;
        this.endings = endings;
        this.timeLine = timeLine;
        this.clock = clock;
    }

    /** One that has not begun ends at once. */
    public Deployment cancel(UUID id, Actor by) {
        return change(id, "Cancelled by " + by.name(), d -> {
            d.cancelRequested = by.name();
            if (d.queued()) {
                endings.end(d, DeploymentState.CANCELLED, "It was cancelled before it began. Nothing was touched.");
            }
        });
    }

    public Deployment rollBack(UUID id, Actor by) {
        return change(id, "Rollback asked for by " + by.name(), d -> d.rollBackRequested = by.name());
    }

    public Deployment pause(UUID id, Actor by) {
        return change(id, "Paused by " + by.name(), d -> {
            d.state = DeploymentState.PAUSED;
            d.paused = "asked for by " + by.name();
        });
    }

    /** What was given up is tried again. */
    public Deployment resume(UUID id, Actor by) {
        return change(id, "Resumed by " + by.name(), d -> {
            d.state = DeploymentState.RUNNING;
            d.paused = null;
            d.givenUp = "{}";
        });
    }

    public Deployment strategy(UUID id, Actor by, Rollout rollout) {
        return change(id, "Strategy changed by " + by.name(), d -> d.choose(rollout));
    }

    private Deployment change(UUID id, String text, Consumer<DeploymentEntity> change) {
        DeploymentEntity deployment =
                deployments.findById(id).orElseThrow(() -> new IllegalStateException("no deployment " + id));
        deployment.wakeAt = clock.instant();
        timeLine.note(deployment, Level.INFO, text);
        change.accept(deployment);
        return views.of(deployment);
    }
}
