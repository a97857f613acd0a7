package io.berth.backend.deployments.store;

import io.berth.backend.balancing.Balancers;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.Installation;
import io.berth.backend.platform.Sealer;
import io.berth.backend.registries.Registries;
import io.berth.backend.services.CommandLine;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volume;
import io.berth.backend.volumes.Volumes;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.Job;
import io.berth.protocol.Labels;
import io.berth.protocol.NetworkAttachment;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RegistryLogin;
import io.berth.protocol.VolumeMount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a job's message together at the moment in which it is sent: only then are secrets opened. */
@Component
class JobAssembler {

    private static final long MEBIBYTE = 1024L * 1024L;

    private final Services services;
    private final Containers containers;
    private final Volumes volumes;
    private final Registries registries;
    private final Environments environments;
    private final Sealer sealer;
    private final Installation installation;
    private final Balancers balancers;
    private final BerthSettings settings;

    JobAssembler(
            Services services,
            Containers containers,
            Volumes volumes,
            Registries registries,
            Environments environments,
            Sealer sealer,
            Installation installation,
            Balancers balancers,
            BerthSettings settings) {
        this.services = services;
        this.containers = containers;
        this.volumes = volumes;
        this.registries = registries;
        this.environments = environments;
        this.sealer = sealer;
        this.installation = installation;
        this.balancers = balancers;
        this.settings = settings;
    }

    Job assemble(JobEntity job, DeploymentEntity deployment) {
        return switch (job.kind) {
            case RESOLVE -> {
                String reference =
                        reference(services.revision(deployment.revisionId).definition());
                yield new Job.ResolveImage(reference, login(deployment.teamId, reference));
            }
            case PULL -> {
                PinnedImage image = pinned(services.revision(deployment.revisionId));
                yield new Job.PullImage(image, login(deployment.teamId, image.reference()));
            }
            case CREATE, START, AWAIT, STOP, REMOVE ->
                ofContainer(job, containers.row(Objects.requireNonNull(job.containerId)), deployment);
        };
    }

    private String reference(ServiceDefinition definition) {
        return definition.balancer() ? settings.balancerImage() : definition.reference();
    }

    private Job ofContainer(JobEntity job, ContainerRecord container, DeploymentEntity deployment) {
        Revision revision = services.revision(container.revisionId());
        return switch (job.kind) {
            case CREATE ->
                new Job.CreateContainer(
                        spec(container, revision, deployment),
                        login(container.teamId(), pinned(revision).reference()));
            case START -> new Job.StartContainer(container.engineName(), mounts(container, revision), job.firstStart);
            case AWAIT ->
                new Job.AwaitHealthy(
                        container.engineName(),
                        Gates.of(revision),
                        revision.definition().mayEnd());
            case STOP -> new Job.StopContainer(container.engineName(), stopGraceSeconds(revision.definition()));
            case REMOVE -> new Job.RemoveContainer(container.engineName());
            case RESOLVE, PULL -> throw new IllegalArgumentException(job.kind + " belongs to no container");
        };
    }

    private ContainerSpec spec(ContainerRecord container, Revision revision, DeploymentEntity deployment) {
        ServiceDefinition definition = revision.definition();
        boolean balancer = definition.balancer();
        Service service = services.find(container.teamId(), container.serviceId());
        String hostname = service.name() + "-" + container.slot();
        return new ContainerSpec(
                container.engineName(),
                hostname,
                pinned(revision),
                // What a balancer's variables say is in its files; certificates' keys need not be in two places.
                balancer ? Map.of() : reveal(container.environment()),
                labels(container, revision, service, deployment),
                definition.ports().stream()
                        .filter(Port::published)
                        .map(p -> new PortBinding(p.containerPort(), p.protocol(), p.hostPort()))
                        .toList(),
                mounts(container, revision),
                network(container, definition, service),
                balancer ? BalancerProcess.ARGUMENTS : words(definition.command()),
                balancer ? BalancerProcess.ENTRYPOINT : words(definition.entrypoint()),
                definition.memoryMegabytes() == null ? null : definition.memoryMegabytes() * MEBIBYTE,
                definition.restart(),
                stopSignal(definition),
                definition.hostNetwork(),
                balancer ? balancers.first(container.id()).files() : Map.of(),
                Handovers.shares(revision) ? BalancerProcess.holder(container.serviceId(), container.slot()) : null);
    }

    private static int stopGraceSeconds(ServiceDefinition definition) {
        int asked = definition.health().stopGraceSeconds();
        return definition.balancer() ? BalancerProcess.stopGraceSeconds(asked) : asked;
    }

    /** A balancer is asked to let its last connections end. */
    private static @Nullable String stopSignal(ServiceDefinition definition) {
        String asked = definition.health().stopSignal();
        return asked == null && definition.balancer() ? "SIGUSR1" : asked;
    }

    private Map<String, String> reveal(List<EnvironmentVariable> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        environment.forEach(v -> values.put(v.key(), v.secret() ? sealer.open(v.value()) : v.value()));
        return values;
    }

    private Map<String, String> labels(
            ContainerRecord container, Revision revision, Service service, DeploymentEntity deployment) {
        return Map.of(
                Labels.INSTALLATION, installation.id().toString(),
                Labels.TEAM, container.teamId().toString(),
                Labels.SERVICE, container.serviceId().toString(),
                Labels.SERVICE_NAME, service.name(),
                Labels.SLOT, String.valueOf(container.slot()),
                Labels.REVISION, String.valueOf(revision.number()),
                Labels.DEPLOYMENT, deployment.id.toString(),
                Labels.CONTAINER, container.id().toString());
    }

    private NetworkAttachment network(ContainerRecord container, ServiceDefinition definition, Service service) {
        Map<String, String> links = new LinkedHashMap<>();
        environments.linked(definition).forEach(linked -> {
            links.put(linked.alias(), linked.name());
            linked.slots().forEach(slot -> links.put(linked.alias() + "-" + slot, linked.name() + "-" + slot));
        });
        return new NetworkAttachment(
                "berth-" + container.teamId(),
                Map.of(
                        Labels.INSTALLATION, installation.id().toString(),
                        Labels.TEAM, container.teamId().toString()),
                List.of(service.name(), service.name() + "-" + container.slot()),
                links);
    }

    private List<VolumeMount> mounts(ContainerRecord container, Revision revision) {
        Set<String> paths = VolumesOfRevision.paths(revision);
        return volumes.ofSlot(container.serviceId(), container.slot()).stream()
                .filter(v -> paths.contains(v.path()))
                .map(v -> new VolumeMount(v.id(), v.name(), v.path(), v.state() == Volume.State.PLANNED, v.epoch()))
                .toList();
    }

    private @Nullable RegistryLogin login(UUID teamId, String reference) {
        return registries.login(teamId, reference).orElse(null);
    }

    private static PinnedImage pinned(Revision revision) {
        return Objects.requireNonNull(revision.image(), "revision " + revision.number() + " is not sealed");
    }

    private static @Nullable List<String> words(@Nullable String command) {
        return command == null ? null : CommandLine.split(command);
    }
}
