package io.berth.agent.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Link;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.VolumeOptions;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.NetworkAttachment;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import java.util.List;
import java.util.Map;

/** Fills in Docker's form for a new container. */
final class DockerContainerForm {

    static final String HOST_NETWORK = "host";
    static final String OF_CONTAINER = "container:";

    /** Whoever stops listening passes on those who had not been let in yet to whoever listens on the same port. */
    static final Map<String, String> HANDS_OVER = Map.of("net.ipv4.tcp_migrate_req", "1");

    private static final Map<String, String> LOG_LIMITS = Map.of("max-size", "10m", "max-file", "3");

    private DockerContainerForm() {}

    static CreateContainerCmd fill(CreateContainerCmd form, ContainerSpec spec) {
        if (spec.holder() == null) {
            form.withHostName(spec.hostname());
        }
        form.withName(spec.name())
                .withEnv(spec.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withLabels(spec.labels())
                .withHostConfig(hostConfig(spec));
        if (!spec.hostNetwork() && spec.holder() == null) {
            form.withExposedPorts(spec.ports().stream()
                            .map(DockerContainerForm::exposed)
                            .toList())
                    .withAliases(spec.network().aliases());
        }
        if (spec.stopSignal() != null) {
            form.withStopSignal(spec.stopSignal());
        }
        if (spec.command() != null) {
            form.withCmd(spec.command());
        }
        if (spec.entrypoint() != null) {
            form.withEntrypoint(spec.entrypoint());
        }
        return form;
    }

    static String policyName(RestartPolicy policy) {
        return switch (policy) {
            case NO -> "no";
            case ON_FAILURE -> "on-failure";
            case ALWAYS -> "always";
        };
    }

    private static HostConfig hostConfig(ContainerSpec spec) {
        HostConfig host = HostConfig.newHostConfig()
                .withPublishAllPorts(false)
                .withMounts(
                        spec.volumes().stream().map(DockerContainerForm::mount).toList())
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_LIMITS));
        if (spec.hostNetwork()) {
            host.withNetworkMode(HOST_NETWORK);
        } else if (spec.holder() != null) {
            host.withNetworkMode(OF_CONTAINER + spec.holder());
        } else {
            host.withNetworkMode(spec.network().name())
                    .withLinks(links(spec.network()))
                    .withPortBindings(ports(spec.ports()));
        }
        return spec.memoryBytes() == null ? host : host.withMemory(spec.memoryBytes());
    }

    /** On a network of one's own, links are names that this container's resolver replaces; the target need not be there yet. */
    private static List<Link> links(NetworkAttachment network) {
        return network.links().entrySet().stream()
                .map(link -> new Link(link.getValue(), link.getKey()))
                .toList();
    }

    private static Ports ports(List<PortBinding> bindings) {
        Ports ports = new Ports();
        for (PortBinding binding : bindings) {
            ports.bind(
                    exposed(binding),
                    binding.hostPort() == null ? Ports.Binding.empty() : Ports.Binding.bindPort(binding.hostPort()));
        }
        return ports;
    }

    private static ExposedPort exposed(PortBinding binding) {
        return new ExposedPort(binding.containerPort(), InternetProtocol.parse(binding.protocol()));
    }

    /** Without copying: what the image has at that path must never look like the data of the volume. */
    private static Mount mount(VolumeMount volume) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(volume.name())
                .withTarget(volume.path())
                .withVolumeOptions(new VolumeOptions().withNoCopy(true));
    }
}
