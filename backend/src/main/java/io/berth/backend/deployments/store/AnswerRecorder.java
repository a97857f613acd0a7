package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.run.Reaction;
import io.berth.backend.images.Images;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceProgress;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes over what agents answer. */
@Component
class AnswerRecorder {

    private final Services services;
    private final ServiceProgress progress;
    private final Containers containers;
    private final Volumes volumes;
    private final Images images;
    private final TimeLine timeLine;
    private final InstantSource clock;

    AnswerRecorder(
            Services services,
            ServiceProgress progress,
            Containers containers,
            Volumes volumes,
            Images images,
            TimeLine timeLine,
            InstantSource clock) {
        this.services = services;
        this.progress = progress;
        this.containers = containers;
        this.volumes = volumes;
        this.images = images;
        this.timeLine = timeLine;
        this.clock = clock;
    }

    void record(DeploymentEntity deployment, JobEntity job, JobOutcome outcome) {
        switch (outcome) {
            case JobOutcome.Done(JobResult result) -> {
                job.state = JobState.SUCCEEDED;
                job.finishedAt = clock.instant();
                done(deployment, job, result);
            }
            case JobOutcome.Failed failed ->
                failed(deployment, job, failed, Reaction.to(job.kind, failed.code(), deployment.course));
        }
    }

    private void done(DeploymentEntity deployment, JobEntity job, JobResult result) {
        switch (result) {
            case JobResult.ImageResolved(PinnedImage image) -> resolved(deployment, image);
            case JobResult.ImagePulled(ImageFacts facts, boolean pulledNow) -> {
                progress.learn(deployment.revisionId, facts);
                PinnedImage image = services.revision(deployment.revisionId).image();
                images.arrived(job.nodeId, Objects.requireNonNull(image), facts, pulledNow);
                timeLine.note(deployment, Level.INFO, "The image is on the node");
            }
            case JobResult.ContainerCreated(String engineId) -> {
                ContainerRecord container = container(job);
                Revision revision = services.revision(container.revisionId());
                containers.created(container.id(), engineId);
                volumes.created(container.serviceId(), container.slot(), VolumesOfRevision.paths(revision));
                timeLine.note(
                        deployment, container, Level.INFO, "Container created from revision " + revision.number());
            }
            case JobResult.ContainerStarted(var seen) -> {
                containers.started(container(job).id(), seen);
                timeLine.note(deployment, container(job), Level.INFO, "Container started");
            }
            case JobResult.ContainerHealthy(String how) -> {
                ContainerRecord container = container(job);
                containers.healthy(
                        container.id(),
                        services.revision(container.revisionId()).definition().mayEnd());
                timeLine.note(deployment, container, Level.GOOD, "Healthy: " + how);
            }
            case JobResult.ContainerStopped(@Nullable Integer exitCode, @Nullable String log) -> {
                containers.stopped(container(job).id(), deployment.id, exitCode, log);
                String code = exitCode == null ? "" : " (exit code " + exitCode + ")";
                timeLine.note(deployment, container(job), Level.INFO, "Container stopped" + code);
            }
            case JobResult.ContainerRemoved() -> {
                timeLine.note(deployment, container(job), Level.INFO, "Container removed");
                containers.removed(container(job).id());
            }
            case JobResult.ImagesInspected _,
                    JobResult.RegistryChecked _,
                    JobResult.ImageRemoved _,
                    JobResult.BalancerConfigured _ -> throw new IllegalStateException("no deployment asks for this");
        }
    }

    private void resolved(DeploymentEntity deployment, PinnedImage image) {
        Revision revision = progress.seal(deployment.revisionId, image);
        if (!revision.id().equals(deployment.revisionId)) {
            timeLine.note(
                    deployment,
                    Level.INFO,
                    "Tag %s means another image now: revision %d"
                            .formatted(revision.definition().tag(), revision.number()));
            deployment.revisionId = revision.id();
        }
        timeLine.note(
                deployment,
                Level.INFO,
                image.localOnly()
                        ? "%s is local only: no registry has it; pinned by its id %s"
                                .formatted(image.reference(), image.imageId())
                        : "%s is %s".formatted(image.reference(), image.digest()));
    }

    private void failed(DeploymentEntity deployment, JobEntity job, JobOutcome.Failed failed, Reaction reaction) {
        if (reaction == Reaction.KEEP_ASKING) {
            return;
        }
        job.state = JobState.FAILED;
        job.finishedAt = clock.instant();
        job.failureCode = failed.code();
        job.error = failed.message();
        switch (reaction) {
            case CONTAINER_FAILED -> {
                ContainerRecord container = container(job);
                timeLine.note(deployment, container, Level.BAD, failed.message());
                containers.failed(container.id(), deployment.id, failed.message(), failed.log());
            }
            case STEP_FAILED -> {
                if (job.containerId == null) {
                    timeLine.note(deployment, Level.BAD, failed.message());
                } else {
                    timeLine.note(deployment, container(job), Level.BAD, failed.message());
                }
                deployment.message = failed.message();
            }
            case ASK_ANEW, KEEP_ASKING -> {}
        }
    }

    private ContainerRecord container(JobEntity job) {
        return containers.row(Objects.requireNonNull(job.containerId));
    }
}
