package io.berth.backend.deployments.store;

import io.berth.backend.balancing.Balancers;
import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.deployments.run.JobKind;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.NewContainer;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the planner's steps into rows. */
@Component
class StepRecorder {

    private final Services services;
    private final Containers containers;
    private final Volumes volumes;
    private final Balancers balancers;
    private final Environments environments;
    private final Endings endings;
    private final TimeLine timeLine;
    private final EntityManager entities;
    private final InstantSource clock;

    StepRecorder(
            Services services,
            Containers containers,
            Volumes volumes,
            Balancers balancers,
            Environments environments,
            Endings endings,
            TimeLine timeLine,
            EntityManager entities,
            InstantSource clock) {
        this.services = services;
        this.containers = containers;
        this.volumes = volumes;
        this.balancers = balancers;
        this.environments = environments;
        this.endings = endings;
        this.timeLine = timeLine;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * @param jobs those of the deployment
     * @return the job that the step asks for; empty for a step that is done by being recorded
     */
    Optional<JobEntity> record(DeploymentEntity deployment, Situation situation, List<JobEntity> jobs, Step step) {
        return switch (step) {
            case Step.Asked asked -> Optional.of(ask(deployment, asked));
            case Step.Recorded recorded -> {
                note(deployment, situation, jobs, recorded);
                yield Optional.empty();
            }
        };
    }

    private JobEntity ask(DeploymentEntity deployment, Step.Asked step) {
        JobKind kind = JobKind.of(step);
        return switch (step) {
            case Step.ResolveImage(UUID node) -> ofImage(deployment, node, kind);
            case Step.PullImage(UUID node) -> ofImage(deployment, node, kind);
            case Step.CreateContainer(UUID id) -> ofContainer(deployment, id, kind, false);
            case Step.StartContainer(UUID id, boolean first) -> {
                containers.starting(id);
                expectVolumes(containers.row(id));
                yield ofContainer(deployment, id, kind, first);
            }
            case Step.AwaitHealthy(UUID id) -> ofContainer(deployment, id, kind, false);
            case Step.StopContainer(UUID id) -> {
                containers.stopping(id);
                yield ofContainer(deployment, id, kind, false);
            }
            case Step.RemoveContainer(UUID id) -> ofContainer(deployment, id, kind, false);
        };
    }

    /** Whatever was answered to its making: what is started may write, and its volumes are never made anew from then on. */
    private void expectVolumes(ContainerRecord container) {
        Revision revision = services.revision(container.revisionId());
        volumes.created(container.serviceId(), container.slot(), VolumesOfRevision.paths(revision));
    }

    private JobEntity ofImage(DeploymentEntity deployment, UUID node, JobKind kind) {
        return job(deployment, node, null, kind, false, services.revision(deployment.revisionId));
    }

    private JobEntity ofContainer(DeploymentEntity deployment, UUID id, JobKind kind, boolean firstStart) {
        ContainerRecord container = containers.row(id);
        Revision revision = services.revision(container.revisionId());
        return job(deployment, container.nodeId(), id, kind, firstStart, revision);
    }

    private JobEntity job(
            DeploymentEntity deployment,
            UUID node,
            @Nullable UUID container,
            JobKind kind,
            boolean firstStart,
            Revision revision) {
        Instant now = clock.instant();
        Instant deadline = now.plus(kind.patience(revision.definition().health()));
        JobEntity job = new JobEntity(deployment.id, node, container, kind, firstStart, now, deadline);
        entities.persist(job);
        return job;
    }

    private void note(DeploymentEntity deployment, Situation situation, List<JobEntity> jobs, Step.Recorded step) {
        switch (step) {
            case Step.PlanContainer plan -> plan(deployment, plan);
            case Step.DrainContainer(UUID id, Instant until) -> {
                containers.draining(id, until);
                long seconds = Duration.between(situation.now(), until).toSeconds();
                String text = seconds > 0 ? "Draining for at most " + seconds + " s" : "Draining at once";
                timeLine.note(deployment, containers.row(id), Level.INFO, text);
            }
            case Step.ServeAgain(UUID id) -> {
                containers.serveAgain(id);
                balancers.serveAgain(id);
                timeLine.note(deployment, containers.row(id), Level.INFO, "Serving again");
            }
            case Step.GiveUpSlot(int slot, String why) -> {
                deployment.giveUp(slot, why);
                containers.writeOff(deployment.id, slot);
                String text = "Slot " + slot + " goes back to what it held";
                timeLine.note(deployment, slot, Level.BAD, withReason(deployment, text, why));
            }
            case Step.Pause(String why) -> {
                deployment.state = DeploymentState.PAUSED;
                deployment.paused = why;
                // It has been answered: what failed is tried again once it is resumed.
                deployment.message = null;
                timeLine.note(deployment, Level.BAD, withReason(deployment, "Paused", why));
            }
            case Step.GoBack(String why) -> turn(deployment, Course.BACK, why, "Going back", jobs);
            case Step.Halt(String why) -> turn(deployment, Course.HALT, why, "Ending where it is", jobs);
            case Step.Finish(DeploymentState state, String message) -> endings.end(deployment, state, message);
        }
    }

    private void plan(DeploymentEntity deployment, Step.PlanContainer plan) {
        Service service = services.find(deployment.teamId, deployment.serviceId);
        Revision revision = services.revision(plan.revision());
        int attempt = containers.lastAttempt(deployment.id, plan.slot()) + 1;
        UUID id = UUID.randomUUID();
        volumes.reserve(deployment.teamId, service.id(), plan.slot(), VolumesOfRevision.paths(revision), plan.node());
        volumes.nextEpoch(service.id(), plan.slot());
        containers.plan(new NewContainer(
                id,
                service.id(),
                plan.node(),
                deployment.id,
                revision.id(),
                plan.slot(),
                attempt,
                engineName(service.name(), plan.slot(), deployment.id, attempt),
                environments.of(service, revision, id, plan.slot(), plan.node())));
    }

    /** Unique on every engine, and the same whenever the step is taken again. */
    private static String engineName(String service, int slot, UUID deployment, int attempt) {
        String name = service + "-" + slot + "." + deployment.toString().substring(0, 8);
        return attempt == 1 ? name : name + "." + attempt;
    }

    private void turn(DeploymentEntity deployment, Course course, String why, String text, List<JobEntity> jobs) {
        deployment.turn(course, why);
        jobs.stream()
                .filter(j -> j.state == JobState.WAITING && !j.kind.outlivesTurn())
                .forEach(j -> j.abandon(clock.instant()));
        timeLine.note(deployment, Level.BAD, withReason(deployment, text, why));
    }

    /** The reason is told once: mostly it was when it came up. */
    private String withReason(DeploymentEntity deployment, String text, String why) {
        return timeLine.tells(deployment, why) ? text : text + ": " + why;
    }

    /** Whether more can be decided as soon as these steps are recorded. */
    static boolean needsNoAnswer(List<Step> steps) {
        return steps.stream().anyMatch(Step.Recorded.class::isInstance);
    }
}
