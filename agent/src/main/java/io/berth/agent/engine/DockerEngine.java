package io.berth.agent.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Version;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.LogLine;
import io.berth.protocol.RegistryLogin;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeObservation;
import io.berth.protocol.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Docker engine, through its HTTP API. */
public final class DockerEngine implements Engine, AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int UPDATE_TRIES = 40;
    private static final long UPDATE_PAUSE_NANOS = 50_000_000;

    private final DockerConnections docker;
    private final boolean sameHost;
    private final DockerImages images;
    private final DockerStreams streams;
    private final ReentrantLock makingNetworks = new ReentrantLock();

    /** @param dockerHost such as {@code unix:///var/run/docker.sock} or {@code tcp://10.0.0.4:2375} */
    public DockerEngine(String dockerHost) {
        this.docker = new DockerConnections(dockerHost);
        this.sameHost = dockerHost.startsWith("unix:");
        this.images = new DockerImages(docker);
        this.streams = new DockerStreams(docker);
    }

    public EngineStreams streams() {
        return streams;
    }

    @Override
    public EngineFacts facts() {
        return attempt("say what it is", () -> {
            Info info = docker.client().infoCmd().exec();
            Version version = docker.client().versionCmd().exec();
            return new EngineFacts(
                    Objects.requireNonNullElse(info.getName(), "unknown"),
                    Objects.requireNonNullElse(info.getOperatingSystem(), "unknown"),
                    Objects.requireNonNullElse(info.getKernelVersion(), "unknown"),
                    Objects.requireNonNullElse(info.getNCPU(), 0),
                    Objects.requireNonNullElse(info.getMemTotal(), 0L),
                    Objects.requireNonNullElse(version.getVersion(), "unknown"),
                    Objects.requireNonNullElse(version.getApiVersion(), "unknown"),
                    Objects.requireNonNullElse(info.getDriver(), "unknown"),
                    sameHost ? info.getDockerRootDir() : null);
        });
    }

    @Override
    public boolean answers() {
        return docker.ping();
    }

    @Override
    public String digestInRegistry(String reference, @Nullable RegistryLogin login) {
        return images.digestInRegistry(reference, login);
    }

    @Override
    public Optional<LocalImage> findImage(String name) {
        return images.find(name);
    }

    @Override
    public void pull(String name, @Nullable RegistryLogin login) {
        images.pull(name, login);
    }

    @Override
    public boolean removeImage(String name) {
        return images.remove(name);
    }

    /** One at a time: an engine makes two networks of one name without a word if it is asked twice at once. */
    @Override
    public EngineNetwork ensureNetwork(String name, Map<String, String> labels) {
        makingNetworks.lock();
        try {
            return attempt(
                    "make the network " + name,
                    () -> findNetwork(name).orElseGet(() -> {
                        String id = docker.client()
                                .createNetworkCmd()
                                .withName(name)
                                .withDriver("bridge")
                                .withCheckDuplicate(true)
                                .withLabels(labels)
                                .exec()
                                .getId();
                        return new EngineNetwork(id, name, labels);
                    }));
        } finally {
            makingNetworks.unlock();
        }
    }

    private Optional<EngineNetwork> findNetwork(String name) {
        for (Network network :
                docker.client().listNetworksCmd().withNameFilter(name).exec()) {
            if (name.equals(network.getName())) {
                return Optional.of(new EngineNetwork(network.getId(), name, orEmpty(network.getLabels())));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<VolumeObservation> findVolume(String name) {
        return attempt("inspect the volume " + name, () -> {
            try {
                InspectVolumeResponse volume =
                        docker.client().inspectVolumeCmd(name).exec();
                return Optional.of(new VolumeObservation(name, orEmpty(volume.getLabels())));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public VolumeObservation ensureVolume(String name, Map<String, String> labels) {
        // Docker answers with the present volume, whatever its labels, if there is one of that name.
        return attempt("make the volume " + name, () -> {
            docker.client().createVolumeCmd().withName(name).withLabels(labels).exec();
            return findVolume(name)
                    .orElseThrow(() -> new EngineException(
                            FailureCode.VOLUME_MISSING, "The volume " + name + " went away while it was made."));
        });
    }

    @Override
    public Optional<EngineContainer> findContainer(String name) {
        return attempt("inspect the container " + name, () -> {
            try {
                InspectContainerResponse shown =
                        docker.client().inspectContainerCmd(name).exec();
                EngineContainer container = DockerObservations.container(shown, networkOf(shown));
                // The engine takes the beginning of an id for a name, too.
                ContainerObservation seen = container.observation();
                boolean exact = seen.name().equals(name) || seen.engineId().equals(name);
                return exact ? Optional.of(container) : Optional.empty();
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** What shares the network of another container has none of its own to show. */
    private @Nullable NetworkSettings networkOf(InspectContainerResponse shown) {
        String mode =
                shown.getHostConfig() == null ? null : shown.getHostConfig().getNetworkMode();
        if (mode == null || !mode.startsWith(DockerContainerForm.OF_CONTAINER)) {
            return shown.getNetworkSettings();
        }
        boolean runs =
                shown.getState() != null && Boolean.TRUE.equals(shown.getState().getRunning());
        try {
            String holder = mode.substring(DockerContainerForm.OF_CONTAINER.length());
            return runs ? docker.client().inspectContainerCmd(holder).exec().getNetworkSettings() : null;
        } catch (NotFoundException e) {
            return null;
        }
    }

    @Override
    public String createContainer(ContainerSpec spec, String image) {
        return attempt("create the container " + spec.name(), () -> {
            CreateContainerCmd form = DockerContainerForm.fill(docker.client().createContainerCmd(image), spec);
            boolean holder = spec.name().equals(spec.labels().get(Labels.HOLDER));
            if (holder && Kernel.handsOver(docker.client().infoCmd().exec().getKernelVersion())) {
                Objects.requireNonNull(form.getHostConfig()).withSysctls(DockerContainerForm.HANDS_OVER);
            }
            return form.exec().getId();
        });
    }

    @Override
    public void setRestartPolicy(String engineId, RestartPolicy policy) {
        attempt("set the restart policy", engineId, () -> {
            for (int tries = 1; !updated(engineId, policy, tries); tries++) {
                LockSupport.parkNanos(UPDATE_PAUSE_NANOS);
            }
        });
    }

    /**
     * An engine refuses, for a moment, to change a container whose process is just ending. Not through the library, whose
     * policy {@code no} is an empty name, which engines read as "leave it as it is".
     */
    private boolean updated(String engineId, RestartPolicy policy, int tries) {
        String body = Wire.write(Map.of("RestartPolicy", Map.of("Name", DockerContainerForm.policyName(policy))));
        DockerConnections.Answer answer = docker.post("/containers/" + engineId + "/update", body);
        if (answer.good()) {
            return true;
        }
        if (answer.status() == 404) {
            throw new NotFoundException(answer.body());
        }
        if (!answer.body().contains("Cannot update container") || tries >= UPDATE_TRIES) {
            throw new DockerException(answer.body(), answer.status());
        }
        return false;
    }

    @Override
    public void start(String engineId) {
        attempt("start the container", engineId, () -> {
            try {
                docker.client().startContainerCmd(engineId).exec();
            } catch (NotModifiedException e) {
                return; // it runs already
            }
        });
    }

    @Override
    public void stop(String engineId, int graceSeconds) {
        attempt("stop the container", engineId, SOON.plusSeconds(graceSeconds), () -> {
            try {
                docker.patientClient()
                        .stopContainerCmd(engineId)
                        .withTimeout(graceSeconds)
                        .exec();
            } catch (NotModifiedException e) {
                return; // it has ended already
            }
        });
    }

    @Override
    public void copyInto(String engineId, Map<String, String> files) {
        attempt("put files into the container", engineId, () -> DockerFiles.copy(docker.client(), engineId, files));
    }

    @Override
    public Executed exec(String engineId, List<String> command) {
        return attempt(
                "run a command in the container",
                engineId,
                SOON,
                () -> DockerExec.run(docker.client(), engineId, command));
    }

    @Override
    public void remove(String engineId) {
        attempt("remove the container", engineId, () -> {
            try {
                docker.client()
                        .removeContainerCmd(engineId)
                        .withForce(false)
                        .withRemoveVolumes(false)
                        .exec();
            } catch (NotFoundException e) {
                return; // it has gone already
            } catch (ConflictException e) {
                if (!String.valueOf(e.getMessage()).contains("already in progress")) {
                    throw e;
                }
            }
        });
    }

    @Override
    public List<String> lastLogLines(String engineId, int count) {
        return attempt("read the container's log", () -> {
            List<String> lines = new ArrayList<>();
            try (EngineStream<LogLine> log = streams.logs(engineId, count, false)) {
                for (LogLine line = log.next(); line != null; line = log.next()) {
                    lines.add(line.text());
                }
            }
            return lines;
        });
    }

    @Override
    public List<ContainerObservation> containers(UUID installation) {
        List<Container> listed = attempt(
                "list containers",
                () -> docker.client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(Labels.INSTALLATION, installation.toString()))
                        .exec());
        return listed.stream()
                .map(container -> findContainer(container.getId()))
                .flatMap(Optional::stream)
                .map(EngineContainer::observation)
                .toList();
    }

    @Override
    public List<VolumeObservation> volumes(UUID installation) {
        return attempt("list volumes", () -> {
            List<InspectVolumeResponse> volumes = docker.client()
                    .listVolumesCmd()
                    .withFilter("label", List.of(Labels.INSTALLATION + "=" + installation))
                    .exec()
                    .getVolumes();
            return volumes == null
                    ? List.<VolumeObservation>of()
                    : volumes.stream()
                            .map(volume -> new VolumeObservation(volume.getName(), orEmpty(volume.getLabels())))
                            .toList();
        });
    }

    @Override
    public Map<String, Long> volumeSizes(UUID installation) {
        DockerConnections.Answer answer =
                attempt("measure the volumes", () -> docker.get("/system/df?type=volume", Map.of()));
        if (!answer.good()) {
            throw new EngineException(
                    FailureCode.ENGINE_ERROR,
                    "The engine could not measure the volumes: " + DockerErrors.words(answer.body()));
        }
        Map<String, Long> sizes = new HashMap<>();
        List<MeasuredVolume> measured =
                Wire.read(answer.body(), DiskUsage.class).volumes();
        for (MeasuredVolume volume : measured == null ? List.<MeasuredVolume>of() : measured) {
            boolean ours = volume.labels() != null
                    && installation.toString().equals(volume.labels().get(Labels.INSTALLATION));
            if (ours && volume.usage() != null && volume.usage().size() >= 0) {
                sizes.put(volume.name(), volume.usage().size());
            }
        }
        return sizes;
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : Map.copyOf(labels);
    }

    private static <T> T attempt(String what, Supplier<T> call) {
        try {
            return TimeLimit.within(SOON, call);
        } catch (RuntimeException e) {
            throw DockerErrors.translate(what, e);
        }
    }

    private static void attempt(String what, String engineId, Runnable call) {
        attempt(what, engineId, SOON, call);
    }

    private static void attempt(String what, String engineId, Duration limit, Runnable call) {
        attempt(what, engineId, limit, () -> {
            call.run();
            return true;
        });
    }

    private static <T> T attempt(String what, String engineId, Duration limit, Supplier<T> call) {
        try {
            return TimeLimit.within(limit, call);
        } catch (NotFoundException e) {
            throw new EngineException(
                    FailureCode.CONTAINER_MISSING, "The engine could not " + what + ": it does not exist any more.", e);
        } catch (RuntimeException e) {
            throw DockerErrors.translate(what + " " + engineId.substring(0, Math.min(12, engineId.length())), e);
        }
    }

    private record DiskUsage(
            @JsonProperty("Volumes") @Nullable List<MeasuredVolume> volumes) {}

    private record MeasuredVolume(
            @JsonProperty("Name") String name,
            @JsonProperty("Labels") @Nullable Map<String, String> labels,
            @JsonProperty("UsageData") @Nullable Usage usage) {}

    private record Usage(@JsonProperty("Size") long size) {}
}
