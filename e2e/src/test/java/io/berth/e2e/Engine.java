package io.berth.e2e;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.berth.protocol.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The engine as it is, seen past the platform: what a test claims about containers is asked here. */
public final class Engine {

    private final DockerClient docker;

    private Engine(DockerClient docker) {
        this.docker = docker;
    }

    /** The one that this machine's users have. */
    static Engine connect() {
        return connect(DefaultDockerClientConfig.createDefaultConfigBuilder().build());
    }

    /** @param address such as {@code unix:///var/run/docker.sock} */
    static Engine connect(String address) {
        return connect(DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address)
                .build());
    }

    private static Engine connect(DefaultDockerClientConfig config) {
        ZerodepDockerHttpClient http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(30)
                .connectionTimeout(Duration.ofSeconds(5))
                .build();
        return new Engine(DockerClientImpl.getInstance(config, http));
    }

    public DockerClient docker() {
        return docker;
    }

    /** Everything that an installation made, stopped or not, by service and slot. */
    List<ContainerOnEngine> containers(String installation) {
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(Labels.INSTALLATION, installation))
                .exec()
                .stream()
                .map(ContainerOnEngine::of)
                .sorted(Comparator.comparing(ContainerOnEngine::service).thenComparing(ContainerOnEngine::slot))
                .toList();
    }

    List<ContainerOnEngine> containers(String installation, String service) {
        return containers(installation).stream()
                .filter(c -> c.service().equals(service))
                .toList();
    }

    public InspectContainerResponse inspect(String container) {
        return docker.inspectContainerCmd(container).exec();
    }

    /** What a tag means in its registry now. */
    String digest(String reference) {
        String repository = reference.substring(0, reference.lastIndexOf(':'));
        List<String> digests = docker.inspectImageCmd(reference).exec().getRepoDigests();
        for (String digest : digests == null ? List.<String>of() : digests) {
            if (digest.startsWith(repository + "@")) {
                return digest.substring(digest.indexOf('@') + 1);
            }
        }
        throw new AssertionError(reference + " has no digest of its registry: " + digests);
    }

    String imageId(String reference) {
        return Objects.requireNonNull(docker.inspectImageCmd(reference).exec().getId());
    }

    List<String> volumes(String installation) {
        return docker
                .listVolumesCmd()
                .withFilter("label", List.of(Labels.INSTALLATION + "=" + installation))
                .exec()
                .getVolumes()
                .stream()
                .map(v -> v.getName())
                .sorted()
                .toList();
    }

    /** Runs a command in a container and returns what it printed; fails unless it ends well. */
    String run(String container, String... command) {
        String exec = docker.execCreateCmd(container)
                .withCmd(command)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        StringBuilder printed = new StringBuilder();
        try (ResultCallback.Adapter<Frame> frames = docker.execStartCmd(exec).exec(new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                printed.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        })) {
            if (!frames.awaitCompletion(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Still running after a minute: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Long exit = docker.inspectExecCmd(exec).exec().getExitCodeLong();
        if (exit == null || exit != 0) {
            throw new AssertionError("Exit " + exit + " of " + String.join(" ", command) + ": " + printed);
        }
        return printed.toString();
    }

    /** Removes what an installation made: containers, networks, volumes. Nothing that has not its label is touched. */
    void removeAllOf(String installation) {
        List<String> label = List.of(Labels.INSTALLATION + "=" + installation);
        for (ContainerOnEngine container : containers(installation)) {
            unlessGone(() -> docker.removeContainerCmd(container.id())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        }
        docker.listNetworksCmd()
                .withFilter("label", label)
                .exec()
                .forEach(
                        n -> unlessGone(() -> docker.removeNetworkCmd(n.getId()).exec()));
        volumes(installation)
                .forEach(v -> unlessGone(() -> docker.removeVolumeCmd(v).exec()));
    }

    /** Takes away the names that images got in a registry; images that have other names too stay under those. */
    void forgetImagesOf(String registry) {
        for (Image image : docker.listImagesCmd().exec()) {
            namesOf(image)
                    .filter(name -> name.startsWith(registry + "/"))
                    .forEach(
                            name -> unlessGone(() -> docker.removeImageCmd(name).exec()));
        }
    }

    private static Stream<String> namesOf(Image image) {
        List<String> names = new ArrayList<>();
        names.addAll(List.of(image.getRepoTags() == null ? new String[0] : image.getRepoTags()));
        names.addAll(List.of(image.getRepoDigests() == null ? new String[0] : image.getRepoDigests()));
        return names.stream();
    }

    private static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException gone) {
            // Somebody was faster, which is just as well.
            return;
        }
    }

    boolean answers() {
        try {
            docker.pingCmd().exec();
            return true;
        } catch (DockerException | IllegalStateException e) {
            return false;
        }
    }

    /** For people who read a failure. */
    String describe(String installation) {
        StringBuilder text = new StringBuilder();
        containers(installation).forEach(c -> text.append(c).append('\n'));
        return text.toString();
    }
}
