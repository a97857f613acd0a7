package io.berth.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an engine needs to make one container. Its text form leaves the environment's values out.
 *
 * @param name the container's name on the engine, made from service, slot, deployment and attempt
 * @param environment final values, secrets included
 * @param labels {@link Labels}, all of them
 * @param command null means the image's own
 * @param entrypoint null means the image's own
 * @param memoryBytes null means no limit
 * @param stopSignal such as {@code SIGQUIT}; null means the image's own
 * @param hostNetwork whether it shares the host's network instead of having one of its own: no names, no published ports
 * @param files put into the container before it is first started, by absolute path
 * @param holder the name of the container that owns hostname, network and published ports in its place, so that several can
 *     share them; made if missing, and gone with the last one that shares them. Null means that it owns them itself
 */
public record ContainerSpec(
        String name,
        String hostname,
        PinnedImage image,
        Map<String, String> environment,
        Map<String, String> labels,
        List<PortBinding> ports,
        List<VolumeMount> volumes,
        NetworkAttachment network,
        @Nullable List<String> command,
        @Nullable List<String> entrypoint,
        @Nullable Long memoryBytes,
        RestartPolicy restartPolicy,
        @Nullable String stopSignal,
        boolean hostNetwork,
        Map<String, String> files,
        @Nullable String holder) {

    /** A control plane of before does not send files. */
    @SuppressWarnings("ConstantValue")
    public ContainerSpec {
        files = files == null ? Map.of() : files;
    }

    /** One that owns its network and ports itself. */
    public ContainerSpec(
            String name,
            String hostname,
            PinnedImage image,
            Map<String, String> environment,
            Map<String, String> labels,
            List<PortBinding> ports,
            List<VolumeMount> volumes,
            NetworkAttachment network,
            @Nullable List<String> command,
            @Nullable List<String> entrypoint,
            @Nullable Long memoryBytes,
            RestartPolicy restartPolicy,
            @Nullable String stopSignal,
            boolean hostNetwork,
            Map<String, String> files) {
        this(
                name,
                hostname,
                image,
                environment,
                labels,
                ports,
                volumes,
                network,
                command,
                entrypoint,
                memoryBytes,
                restartPolicy,
                stopSignal,
                hostNetwork,
                files,
                null);
    }

    @Override
    public String toString() {
        return "ContainerSpec[name=" + name + ", image=" + image + ", variables=" + environment.keySet() + "]";
    }
}
