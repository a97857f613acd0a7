package io.berth.agent.engine;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what Docker shows of containers and images. */
final class DockerObservations {

    private static final String NEVER = "0001-01-01";
    private static final String LOOPBACK = "127.0.0.1";

    private DockerObservations() {}

    /** @param network its own, or its holder's; null if there is none now */
    static EngineContainer container(InspectContainerResponse shown, @Nullable NetworkSettings network) {
        InspectContainerResponse.ContainerState state = shown.getState();
        boolean ended = state.getFinishedAt() != null && !state.getFinishedAt().startsWith(NEVER);
        Long exitCode = state.getExitCodeLong();
        ContainerObservation.State folded = state(String.valueOf(state.getStatus()));
        ContainerObservation observation = new ContainerObservation(
                shown.getId(),
                nameWithoutSlash(shown.getName()),
                folded,
                health(state.getHealth()),
                ended && exitCode != null ? exitCode.intValue() : null,
                address(shown, network, folded),
                ports(network),
                Objects.requireNonNullElse(shown.getRestartCount(), 0),
                labels(shown.getConfig()));
        return new EngineContainer(
                observation,
                restartPolicy(shown.getHostConfig()),
                String.valueOf(state.getStartedAt()),
                Boolean.TRUE.equals(state.getOOMKilled()),
                lastOutput(state.getHealth()));
    }

    static ImageFacts facts(InspectImageResponse image) {
        ContainerConfig config = image.getConfig();
        if (config == null) {
            return new ImageFacts(String.valueOf(image.getId()), Map.of(), List.of(), List.of(), false, null);
        }
        return new ImageFacts(
                String.valueOf(image.getId()),
                environment(config),
                exposedPorts(config),
                config.getVolumes() == null
                        ? List.of()
                        : config.getVolumes().keySet().stream().sorted().toList(),
                hasHealthCheck(config.getHealthcheck()),
                stopSignal(image));
    }

    /** The library has no field for it, but keeps what it was given. */
    private static @Nullable String stopSignal(InspectImageResponse image) {
        return image.getRawValues().get("Config") instanceof Map<?, ?> config
                        && config.get("StopSignal") instanceof String signal
                ? signal
                : null;
    }

    private static ContainerObservation.State state(String status) {
        return switch (status) {
            case "created" -> ContainerObservation.State.CREATED;
            case "running", "paused" -> ContainerObservation.State.RUNNING;
            case "restarting" -> ContainerObservation.State.RESTARTING;
            default -> ContainerObservation.State.STOPPED;
        };
    }

    private static @Nullable RestartPolicy restartPolicy(@Nullable HostConfig host) {
        if (host == null || host.getRestartPolicy() == null) {
            return RestartPolicy.NO;
        }
        String name = host.getRestartPolicy().getName();
        if (name == null || name.isEmpty()) {
            return RestartPolicy.NO;
        }
        return Arrays.stream(RestartPolicy.values())
                .filter(policy -> DockerContainerForm.policyName(policy).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static ContainerObservation.Health health(@Nullable HealthState health) {
        return switch (health == null ? "none" : String.valueOf(health.getStatus())) {
            case "starting" -> ContainerObservation.Health.STARTING;
            case "healthy" -> ContainerObservation.Health.HEALTHY;
            case "unhealthy" -> ContainerObservation.Health.UNHEALTHY;
            default -> ContainerObservation.Health.NONE;
        };
    }

    private static @Nullable String lastOutput(@Nullable HealthState health) {
        if (health == null || health.getLog() == null || health.getLog().isEmpty()) {
            return null;
        }
        HealthStateLog last = health.getLog().getLast();
        return last.getOutput() == null ? null : last.getOutput().strip();
    }

    private static @Nullable String address(
            InspectContainerResponse shown, @Nullable NetworkSettings network, ContainerObservation.State state) {
        boolean onHost = shown.getHostConfig() != null
                && DockerContainerForm.HOST_NETWORK.equals(shown.getHostConfig().getNetworkMode());
        if (onHost) {
            return state == ContainerObservation.State.RUNNING ? LOOPBACK : null;
        }
        Map<String, ContainerNetwork> networks = network == null ? null : network.getNetworks();
        if (networks == null) {
            return null;
        }
        return networks.values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static List<PortBinding> ports(@Nullable NetworkSettings network) {
        Ports published = network == null ? null : network.getPorts();
        if (published == null) {
            return List.of();
        }
        List<PortBinding> ports = new ArrayList<>();
        published.getBindings().forEach((port, bindings) -> {
            if (bindings != null && bindings.length > 0) {
                ports.add(new PortBinding(
                        port.getPort(), port.getProtocol().name().toLowerCase(Locale.ROOT), hostPort(bindings)));
            }
        });
        ports.sort(Comparator.comparingInt(PortBinding::containerPort).thenComparing(PortBinding::protocol));
        return ports;
    }

    /** Engines may choose another free port for IPv6: the one for IPv4 is the one that is told. */
    private static @Nullable Integer hostPort(Ports.Binding[] bindings) {
        Ports.Binding binding = Arrays.stream(bindings)
                .filter(candidate -> !String.valueOf(candidate.getHostIp()).contains(":"))
                .findFirst()
                .orElse(bindings[0]);
        String port = binding.getHostPortSpec();
        return port == null || port.isBlank() ? null : Integer.valueOf(port);
    }

    private static Map<String, String> environment(ContainerConfig config) {
        Map<String, String> environment = new TreeMap<>();
        if (config.getEnv() != null) {
            for (String variable : config.getEnv()) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    environment.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        }
        return environment;
    }

    private static List<String> exposedPorts(ContainerConfig config) {
        if (config.getExposedPorts() == null) {
            return List.of();
        }
        return Arrays.stream(config.getExposedPorts())
                .sorted(Comparator.comparingInt(ExposedPort::getPort))
                .map(ExposedPort::toString)
                .toList();
    }

    private static boolean hasHealthCheck(@Nullable HealthCheck check) {
        return check != null
                && check.getTest() != null
                && !check.getTest().isEmpty()
                && !check.getTest().getFirst().equals("NONE");
    }

    private static Map<String, String> labels(@Nullable ContainerConfig config) {
        return config == null || config.getLabels() == null ? Map.of() : Map.copyOf(config.getLabels());
    }

    private static String nameWithoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
