package io.berth.backend.deployments.store;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.run.JobKind;
import io.berth.backend.services.Containers;
import io.berth.backend.services.ServiceProgress;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Writes down how deployments end, and what that means for their services. */
@Component
class Endings {

    private final DeploymentRepository deployments;
    private final JobRepository jobs;
    private final ServiceProgress progress;
    private final Containers containers;
    private final CanaryAfterwards afterwards;
    private final TimeLine timeLine;
    private final Audit audit;
    private final InstantSource clock;

    Endings(
            DeploymentRepository deployments,
            JobRepository jobs,
            ServiceProgress progress,
            Containers containers,
            CanaryAfterwards afterwards,
            TimeLine timeLine,
            Audit audit,
            InstantSource clock) {
        this.deployments = deployments;
        this.jobs = jobs;
        this.progress = progress;
        this.containers = containers;
        this.afterwards = afterwards;
        this.timeLine = timeLine;
        this.audit = audit;
        this.clock = clock;
    }

    void end(DeploymentEntity deployment, DeploymentState state, String message) {
        boolean begun = !deployment.queued();
        deployment.state = state;
        deployment.message = message;
        deployment.paused = null;
        deployment.waitingFor = null;
        deployment.wakeAt = null;
        deployment.finishedAt = clock.instant();
        jobs.findByDeploymentIdAndStateOrderByDecided(deployment.id, JobState.WAITING)
                .forEach(this::abandon);
        timeLine.note(deployment, level(state), told(deployment, state, message));
        if (begun) {
            containers.allServeAgain(deployment.serviceId);
            leave(deployment, state, message);
        }
        afterwards.of(deployment);
        handOn(deployment);
        audit.record(
                deployment.teamId,
                Actor.BERTH,
                "deployment." + state.name().toLowerCase(Locale.ROOT),
                "deployment",
                deployment.id,
                message);
    }

    /** A stop that nobody waits for any more may never happen: the next deployment has to ask for it anew. */
    private void abandon(JobEntity job) {
        job.abandon(clock.instant());
        if (job.kind == JobKind.STOP && job.containerId != null) {
            containers.stopForgotten(job.containerId);
        }
    }

    private static Level level(DeploymentState state) {
        return switch (state) {
            case SUCCEEDED -> Level.GOOD;
            case SUPERSEDED, CANCELLED, QUEUED, RUNNING, PAUSED -> Level.INFO;
            case FAILED, ROLLED_BACK -> Level.BAD;
        };
    }

    /** The time line has told the reason when it came up. */
    private static String told(DeploymentEntity deployment, DeploymentState state, String message) {
        String why = deployment.turned;
        if (why == null || !message.regionMatches(true, 0, why, 0, why.length())) {
            return message;
        }
        String rest = message.substring(why.length()).replaceFirst("^[.!?]?\\s*", "");
        return rest.isEmpty() ? state.label() : state.label() + ": " + rest;
    }

    private void leave(DeploymentEntity deployment, DeploymentState state, String message) {
        switch (state) {
            case SUCCEEDED -> {
                progress.problem(deployment.serviceId, null);
                succeeded(deployment);
            }
            case FAILED -> progress.problem(deployment.serviceId, message);
            case ROLLED_BACK -> {
                // What a person has taken back is no trouble.
                if (deployment.rollBackRequested == null) {
                    progress.problem(deployment.serviceId, message);
                }
            }
            case CANCELLED, SUPERSEDED, QUEUED, RUNNING, PAUSED -> {}
        }
    }

    private void succeeded(DeploymentEntity deployment) {
        boolean whole = deployment.readOnlySlots().isEmpty();
        switch (deployment.operation) {
            case DEPLOY, ROLLBACK, PROMOTE -> {
                if (!whole) {
                    progress.started(deployment.serviceId);
                    return;
                }
                progress.inForce(deployment.serviceId, deployment.revisionId);
                if (deployment.operation == Operation.ROLLBACK) {
                    progress.definitionAgain(deployment.serviceId, deployment.revisionId);
                }
            }
            case SCALE, START -> {
                if (whole) {
                    progress.firstInForce(deployment.serviceId, deployment.revisionId);
                }
                progress.started(deployment.serviceId);
            }
            case RESTART -> progress.started(deployment.serviceId);
            case STOP -> progress.stopped(deployment.serviceId);
            case TERMINATE -> progress.terminated(deployment.serviceId);
            case DESTROY, CANARY, ABORT -> {}
        }
    }

    /** The service shows what the next one does, without a moment of rest in between. */
    private void handOn(DeploymentEntity ended) {
        List<DeploymentEntity> rest = deployments.notOver(List.of(ended.serviceId));
        if (rest.isEmpty()) {
            progress.activity(ended.serviceId, null);
            return;
        }
        DeploymentEntity next = rest.getFirst();
        if (next.number > ended.number) {
            progress.activity(ended.serviceId, Activity.of(next.operation, false));
            next.wakeAt = clock.instant();
        }
    }
}
