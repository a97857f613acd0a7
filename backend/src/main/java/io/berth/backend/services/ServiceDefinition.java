package io.berth.backend.services;

import io.berth.protocol.RestartPolicy;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every container of a service is made from. A revision holds one, and it never changes.
 *
 * @param image the repository without a tag, such as {@code registry.example:5000/shop/web}
 * @param tag such as {@code 2} or {@code latest}
 * @param volumes absolute paths that keep their data, besides the image's own {@code VOLUME}s
 * @param command as typed, split like a shell would; null means the image's own
 * @param entrypoint likewise
 * @param memoryMegabytes null means no limit
 */
public record ServiceDefinition(
        String image,
        String tag,
        List<Port> ports,
        List<Variable> variables,
        List<String> volumes,
        List<Link> links,
        @Nullable String command,
        @Nullable String entrypoint,
        @Nullable Integer memoryMegabytes,
        RestartPolicy restart,
        Health health) {

    /** A definition with nothing but its image: every list empty, every setting at its default. */
    public static ServiceDefinition of(String image, String tag) {
        return new ServiceDefinition(
                image,
                tag,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                RestartPolicy.NO,
                Health.DEFAULT);
    }

    /** Repository and tag. */
    public String reference() {
        return image + ":" + tag;
    }

    public ServiceDefinition withTag(String newTag) {
        return new ServiceDefinition(
                image, newTag, ports, variables, volumes, links, command, entrypoint, memoryMegabytes, restart, health);
    }

    public ServiceDefinition withVariables(List<Variable> newVariables) {
        return new ServiceDefinition(
                image, tag, ports, newVariables, volumes, links, command, entrypoint, memoryMegabytes, restart, health);
    }

    /**
     * A port of the container.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param published whether the host passes it on
     * @param hostPort the fixed port on the host; null means one chosen by the engine
     */
    public record Port(
            int containerPort,
            String protocol,
            boolean published,
            @Nullable Integer hostPort) {

        /** A published port has one slot per host, if its host port is fixed. */
        public boolean exclusive() {
            return published && hostPort != null;
        }

        @Override
        public String toString() {
            String inner = containerPort + "/" + protocol;
            if (!published) {
                return inner;
            }
            return (hostPort == null ? "dynamic" : hostPort) + "->" + inner;
        }
    }

    /**
     * A variable of the environment. Its text form leaves the value out.
     *
     * @param value sealed if secret, as long as it is at rest
     */
    public record Variable(String key, String value, boolean secret) {

        @Override
        public String toString() {
            return secret ? key + "=***" : key + "=" + value;
        }
    }

    /** A one-way link: containers of this service know {@code service} by {@code alias}. */
    public record Link(UUID service, String alias) {}

    /**
     * When a container counts as healthy, and how long it may take to stop.
     *
     * @param runningSeconds how long it must run where nothing better can be checked
     * @param startDeadlineSeconds how long it may take to become healthy
     * @param stopGraceSeconds how long it may take after the stop signal
     */
    public record Health(int runningSeconds, int startDeadlineSeconds, int stopGraceSeconds) {
        public static final Health DEFAULT = new Health(2, 60, 10);
    }
}
