package io.berth.backend.deployments.store;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.NewContainer;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
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
    private final Environments environments;
    private final JobRepository jobs;
    private final TimeLine timeLine;
    private final Audit audit;
    private final InstantSource clock;

    StepRecorder(
            Services services,
            Containers containers,
            Volumes volumes,
            Environments environments,
            JobRepository jobs,
            TimeLine timeLine,
            Audit audit,
            InstantSource clock) {
        this.services = services;
        this.containers = containers;
        this.volumes = volumes;
        this.environments = environments;
        this.jobs = jobs;
        this.timeLine = timeLine;
        this.audit = audit;
        this.clock = clock;
    }

    /** The job that the step asks for; empty for a step that is done by being recorded. */
    Optional<UUID> record(DeploymentEntity deployment, Situation situation, Step step) {
        return switch (step) {
            case Step.ResolveImage(UUID node) -> Optional.of(job(deployment, node, null, JobKind.RESOLVE));
            case Step.PullImage(UUID node) -> Optional.of(job(deployment, node, null, JobKind.PULL));
            case Step.PlanContainer plan -> {
                plan(deployment, situation, plan);
                yield Optional.empty();
            }
            case Step.CreateContainer(UUID id) -> ofContainer(deployment, id, JobKind.CREATE);
            case Step.StartContainer(UUID id, boolean _) -> {
                containers.starting(id);
                yield ofContainer(deployment, id, JobKind.START);
            }
            case Step.AwaitHealthy(UUID id) -> ofContainer(deployment, id, JobKind.AWAIT);
            case Step.StopContainer(UUID id) -> ofContainer(deployment, id, JobKind.STOP);
            case Step.RemoveContainer(UUID id) -> ofContainer(deployment, id, JobKind.REMOVE);
            case Step.DrainContainer _, Step.GiveUpSlot _, Step.Pause _, Step.Halt _ ->
                throw new IllegalStateException("not decided yet");
            case Step.GoBack(String why) -> {
                goBack(deployment, why);
                yield Optional.empty();
            }
            case Step.Finish finish -> {
                finish(deployment, finish);
                yield Optional.empty();
            }
        };
    }

    private Optional<UUID> ofContainer(DeploymentEntity deployment, UUID containerId, JobKind kind) {
        ContainerRecord container = containers.row(containerId);
        return Optional.of(job(deployment, container.nodeId(), containerId, kind));
    }

    private UUID job(DeploymentEntity deployment, UUID node, @Nullable UUID container, JobKind kind) {
        return jobs.save(new JobEntity(UUID.randomUUID(), deployment.id, node, container, kind, clock.instant())).id;
    }

    private void plan(DeploymentEntity deployment, Situation situation, Step.PlanContainer plan) {
        Service service = services.find(deployment.teamId, deployment.serviceId);
        Revision revision = services.revision(plan.revision());
        int attempt = situation.attempts().getOrDefault(plan.slot(), 0) + 1;
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

    private void goBack(DeploymentEntity deployment, String why) {
        deployment.course = Course.BACK;
        deployment.turned = why;
        deployment.message = null;
        jobs.findByDeploymentId(deployment.id).stream()
                .filter(j -> j.state == JobState.WAITING)
                .forEach(j -> {
                    j.state = JobState.ABANDONED;
                    j.finishedAt = clock.instant();
                });
        timeLine.note(deployment, Level.BAD, "Going back: " + why);
    }

    private void finish(DeploymentEntity deployment, Step.Finish finish) {
        deployment.state = finish.state();
        deployment.message = finish.message();
        deployment.waitingFor = null;
        deployment.wakeAt = null;
        deployment.finishedAt = clock.instant();
        boolean good = finish.state() == DeploymentState.SUCCEEDED;
        timeLine.note(deployment, good ? Level.GOOD : Level.BAD, finish.message());
        services.deploymentEnded(
                deployment.serviceId,
                finish.state() == DeploymentState.FAILED ? finish.message() : null,
                good ? reached(deployment.operation) : null);
        audit.record(
                deployment.teamId,
                Actor.BERTH,
                "deployment." + finish.state().label().toLowerCase(Locale.ROOT),
                "deployment",
                deployment.id,
                finish.message());
    }

    private static ServiceState reached(Operation operation) {
        return switch (operation) {
            case DEPLOY, ROLLBACK -> ServiceState.REDEPLOYING;
            case SCALE, START, RESTART, DESTROY -> ServiceState.RUNNING;
            case STOP -> ServiceState.STOPPED;
            case TERMINATE -> ServiceState.TERMINATED;
        };
    }

    /** Whether more can be decided as soon as these steps are recorded. */
    static boolean needsNoAnswer(List<Step> steps) {
        return steps.stream().anyMatch(Step.Recorded.class::isInstance);
    }
}
