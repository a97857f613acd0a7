package io.berth.simulation;

import io.berth.backend.deployments.run.Reaction;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.Namesakes;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.FailureCode;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.JobRow;
import io.berth.simulation.Tables.JobState;
import io.berth.simulation.Tables.RevisionRow;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

/** Takes over what agents answer, as the real store does. */
final class Answers {

    private final Ids ids;
    private final Trace trace;
    private final InstantSource clock;

    Answers(Ids ids, Trace trace, InstantSource clock) {
        this.ids = ids;
        this.trace = trace;
        this.clock = clock;
    }

    void record(JobRow job, JobOutcome outcome) {
        switch (outcome) {
            case JobOutcome.Done(JobResult result) -> {
                job.state = JobState.SUCCEEDED;
                trace.note("answered", job.kind.name(), () -> job.object() + " is done: " + result);
                done(job, result);
            }
            case JobOutcome.Failed failed -> failed(job, failed.code(), failed.message());
        }
    }

    void failed(JobRow job, FailureCode code, String message) {
        DeploymentRow d = job.deployment;
        Reaction reaction = Reaction.to(job.kind, code, d.course);
        trace.note("failed", job.kind.name(), () -> job.object() + ": " + code + " " + message + " -> " + reaction);
        if (reaction == Reaction.KEEP_ASKING) {
            return;
        }
        job.state = JobState.FAILED;
        job.code = code;
        switch (reaction) {
            case CONTAINER_FAILED -> {
                ContainerRow c = container(job);
                c.gate = ContainerGate.FAILED;
                c.failure = message;
            }
            case STEP_FAILED -> d.message = message;
            case ASK_ANEW, KEEP_ASKING -> {}
        }
    }

    private void done(JobRow job, JobResult result) {
        switch (result) {
            case JobResult.ImageResolved(PinnedImage image) -> resolved(job.deployment, image);
            case JobResult.ImagePulled pulled -> {
                if (job.deployment.revision.facts == null) {
                    job.deployment.revision.facts = pulled.facts();
                }
            }
            case JobResult.ContainerCreated(String engineId) -> created(container(job), engineId);
            case JobResult.ContainerStarted(var seen) -> Observed.take(container(job), seen, clock.instant());
            case JobResult.ContainerHealthy _ -> {
                ContainerRow c = container(job);
                c.gate = ContainerGate.PASSED;
                c.failure = null;
                boolean mayEnd = c.revision.definition.mayEnd();
                if (!mayEnd || c.phase != ContainerPhase.STOPPED) {
                    c.enter(ContainerPhase.RUNNING, clock.instant());
                }
            }
            case JobResult.ContainerStopped stopped -> {
                ContainerRow c = container(job);
                c.exitCode = stopped.exitCode();
                c.enter(ContainerPhase.STOPPED, clock.instant());
            }
            case JobResult.ContainerRemoved() -> container(job).enter(ContainerPhase.REMOVED, clock.instant());
            case JobResult.ImagesInspected _,
                    JobResult.RegistryChecked _,
                    JobResult.ImageRemoved _,
                    JobResult.BalancerConfigured _ -> throw new IllegalStateException("no deployment asks for this");
        }
    }

    private void resolved(DeploymentRow d, PinnedImage image) {
        PinnedImage pinned = d.revision.image;
        if (pinned == null) {
            d.revision.image = image;
        } else if (!Objects.equals(image.digest(), pinned.digest())) {
            RevisionRow next = d.service.add(ids.next(), d.revision.definition);
            next.image = image;
            if (d.service.latestRevision == d.revision.number) {
                d.service.latestRevision = next.number;
            }
            d.revision = next;
        }
    }

    private void created(ContainerRow c, String engineId) {
        boolean onceMore = Namesakes.madeOnceMore(c.phase, c.engineId, engineId);
        c.engineId = engineId;
        if (c.phase == ContainerPhase.PLANNED || onceMore) {
            c.enter(ContainerPhase.CREATED, clock.instant());
        }
        volumesMade(c);
    }

    static void volumesMade(ContainerRow c) {
        Set<String> paths = Situations.paths(c.revision);
        c.service.volumesOf(c.slot).stream()
                .filter(v -> v.state == Volume.State.PLANNED && paths.contains(v.path))
                .forEach(v -> v.state = Volume.State.CREATED);
    }

    private static ContainerRow container(JobRow job) {
        return Objects.requireNonNull(job.container);
    }
}
