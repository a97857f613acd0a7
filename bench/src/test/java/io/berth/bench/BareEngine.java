package io.berth.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import io.berth.e2e.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;

/** The engine without Berth: makes a container like another one, starts it, and waits until it is healthy. */
final class BareEngine {

    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(1);

    private final DockerClient docker;

    BareEngine(DockerClient docker) {
        this.docker = docker;
    }

    /** @param port that must accept connections; 0 means that the image's health check is waited for */
    Duration measure(InspectContainerResponse original, int port) {
        CreateContainerCmd form = like(original);
        long begun = System.nanoTime();
        String container = form.exec().getId();
        try {
            docker.startContainerCmd(container).exec();
            awaitHealthy(container, port, begun);
            return Duration.ofNanos(System.nanoTime() - begun);
        } finally {
            docker.removeContainerCmd(container).withForce(true).exec();
        }
    }

    /** All that the engine was told of the original, but for its names and labels, which are Berth's. */
    private CreateContainerCmd like(InspectContainerResponse original) {
        ContainerConfig config = original.getConfig();
        return docker.createContainerCmd(Objects.requireNonNull(config.getImage()))
                .withHostName(Objects.requireNonNull(config.getHostName()))
                .withEnv(Objects.requireNonNull(config.getEnv()))
                .withCmd(Objects.requireNonNull(config.getCmd()))
                .withExposedPorts(Objects.requireNonNull(config.getExposedPorts()))
                .withHostConfig(original.getHostConfig());
    }

    private void awaitHealthy(String container, int port, long begun) {
        String address = "";
        while (System.nanoTime() - begun < HEALTHY_WITHIN.toNanos()) {
            if (port == 0 || address.isEmpty()) {
                InspectContainerResponse seen =
                        docker.inspectContainerCmd(container).exec();
                HealthState health = seen.getState().getHealth();
                if (port == 0 && health != null && "healthy".equals(health.getStatus())) {
                    return;
                }
                address = addressOf(seen);
            }
            if (port > 0 && !address.isEmpty() && accepts(address, port)) {
                return;
            }
            Await.pause(GLANCE);
        }
        throw new AssertionError(
                "The bare engine's container is not healthy after " + HEALTHY_WITHIN.toSeconds() + " s");
    }

    private static String addressOf(InspectContainerResponse container) {
        return container.getNetworkSettings().getNetworks().values().stream()
                .map(network -> Objects.requireNonNullElse(network.getIpAddress(), ""))
                .findFirst()
                .orElse("");
    }

    private static boolean accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
