package io.berth.simulation;

import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.Labels;
import io.berth.protocol.NetworkAttachment;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.VolumeMount;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.JobRow;
import io.berth.simulation.Tables.RevisionRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Makes the message of a job, as the real store does. */
final class Jobs {

    static final UUID INSTALLATION = new UUID(0xBE47L, 1);
    private static final UUID TEAM = new UUID(0x7EA3L, 1);

    Job assemble(JobRow job) {
        return switch (job.kind) {
            case RESOLVE -> new Job.ResolveImage(job.deployment.revision.definition.reference(), null);
            case PULL -> new Job.PullImage(pinned(job.deployment.revision), null);
            case CREATE -> new Job.CreateContainer(spec(container(job)), null);
            case START -> new Job.StartContainer(container(job).name, mounts(container(job)), job.first);
            case AWAIT -> {
                RevisionRow revision = container(job).revision;
                yield new Job.AwaitHealthy(container(job).name, gate(revision), revision.definition.mayEnd());
            }
            case STOP ->
                new Job.StopContainer(
                        container(job).name,
                        container(job).revision.definition.health().stopGraceSeconds());
            case REMOVE -> new Job.RemoveContainer(container(job).name);
        };
    }

    private static ContainerSpec spec(ContainerRow c) {
        ServiceDefinition definition = c.revision.definition;
        return new ContainerSpec(
                c.name,
                c.service.name + "-" + c.slot,
                pinned(c.revision),
                Map.of(),
                Map.of(
                        Labels.INSTALLATION, INSTALLATION.toString(),
                        Labels.TEAM, TEAM.toString(),
                        Labels.SERVICE, c.service.id.toString(),
                        Labels.SERVICE_NAME, c.service.name,
                        Labels.SLOT, String.valueOf(c.slot),
                        Labels.REVISION, String.valueOf(c.revision.number),
                        Labels.DEPLOYMENT, c.deployment.id.toString(),
                        Labels.CONTAINER, c.id.toString()),
                definition.ports().stream()
                        .filter(Port::published)
                        .map(p -> new PortBinding(p.containerPort(), p.protocol(), p.hostPort()))
                        .toList(),
                mounts(c),
                new NetworkAttachment(
                        "berth-" + TEAM,
                        Map.of(Labels.INSTALLATION, INSTALLATION.toString(), Labels.TEAM, TEAM.toString()),
                        List.of(c.service.name, c.service.name + "-" + c.slot),
                        Map.of()),
                null,
                null,
                null,
                definition.restart(),
                null,
                definition.hostNetwork(),
                Map.of());
    }

    private static List<VolumeMount> mounts(ContainerRow c) {
        Set<String> paths = Situations.paths(c.revision);
        return c.service.volumesOf(c.slot).stream()
                .filter(v -> paths.contains(v.path))
                .map(v -> new VolumeMount(v.id, v.name, v.path, v.state == Volume.State.PLANNED, v.epoch))
                .toList();
    }

    private static HealthGate gate(RevisionRow revision) {
        ServiceDefinition.Health health = revision.definition.health();
        int deadline = health.startDeadlineSeconds();
        return switch (health.check()) {
            case DOCKER -> new HealthGate.DockerHealthCheck(deadline);
            case TCP -> new HealthGate.TcpProbe(80, deadline);
            case HTTP -> new HealthGate.HttpProbe(80, "/", deadline);
            case AUTO, RUNNING -> new HealthGate.RunningFor(health.runningSeconds(), deadline);
        };
    }

    private static PinnedImage pinned(RevisionRow revision) {
        return Objects.requireNonNull(revision.image, "revision " + revision.number + " is not sealed");
    }

    private static ContainerRow container(JobRow job) {
        return Objects.requireNonNull(job.container);
    }
}
