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
 * @param restart what the engine does by itself when a container ends
 * @param autodestroy whether a container that has ended by itself, and stays so, is removed
 * @param hostNetwork whether containers share the host's network: then they have no names and publish no ports
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
        Autodestroy autodestroy,
        boolean hostNetwork,
        Health health,
        Rollout rollout) {

    /** Definitions that were written down before a part existed get its default. */
    @SuppressWarnings("ConstantValue")
    public ServiceDefinition {
        autodestroy = autodestroy == null ? Autodestroy.NO : autodestroy;
        rollout = rollout == null ? Rollout.DEFAULT : rollout;
    }

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
                Autodestroy.NO,
                false,
                Health.DEFAULT,
                Rollout.DEFAULT);
    }

    /** The reserved name of the image that balancers have: which image that is, the platform's settings say. */
    public static final String BALANCER_IMAGE = "berth/balancer";

    /** A balancer with nothing but its ports, which its engine keeps up. */
    public static ServiceDefinition ofBalancer(List<Port> ports) {
        return new ServiceDefinition(
                BALANCER_IMAGE,
                "latest",
                ports,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                RestartPolicy.ALWAYS,
                Autodestroy.NO,
                false,
                Health.DEFAULT,
                Rollout.DEFAULT);
    }

    /** Whether its containers run the platform's own HAProxy, and pass requests on to what it is linked to. */
    public boolean balancer() {
        return image.equals(BALANCER_IMAGE);
    }

    /** Repository and tag. */
    public String reference() {
        return image + ":" + tag;
    }

    /** Whether a container that has ended by itself with that exit code is removed: it stays ended and has done its work. */
    public boolean removesEnded(@Nullable Integer exitCode) {
        boolean well = exitCode != null && exitCode == 0;
        boolean stays = switch (restart) {
            case NO -> true;
            case ON_FAILURE -> well;
            case ALWAYS -> false;
        };
        return stays
                && switch (autodestroy) {
                    case NO -> false;
                    case ON_SUCCESS -> well;
                    case ALWAYS -> true;
                };
    }

    /** Whether an end with exit code 0 is what a container is for. */
    public boolean mayEnd() {
        return autodestroy != Autodestroy.NO;
    }

    public ServiceDefinition withTag(String newTag) {
        return new ServiceDefinition(
                image,
                newTag,
                ports,
                variables,
                volumes,
                links,
                command,
                entrypoint,
                memoryMegabytes,
                restart,
                autodestroy,
                hostNetwork,
                health,
                rollout);
    }

    public ServiceDefinition withVariables(List<Variable> newVariables) {
        return new ServiceDefinition(
                image,
                tag,
                ports,
                newVariables,
                volumes,
                links,
                command,
                entrypoint,
                memoryMegabytes,
                restart,
                autodestroy,
                hostNetwork,
                health,
                rollout);
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

    /** Whether a container that has ended by itself, and that the engine does not restart, is removed. */
    public enum Autodestroy {
        NO,
        /** If it ended with exit code 0. */
        ON_SUCCESS,
        ALWAYS
    }

    /** What is looked at to see whether a container is healthy. */
    public enum Check {
        /** The image's own health check; where it has none, the first TCP port; where there is none, that it runs. */
        AUTO,
        /** The image's own health check. */
        DOCKER,
        /** Whether the port accepts connections. */
        TCP,
        /** Whether a GET of the path answers with a status from 200 to 399. */
        HTTP,
        /** That it runs for a while. */
        RUNNING
    }

    /**
     * When a container counts as healthy, and how it is stopped.
     *
     * @param port for {@code TCP} and {@code HTTP}; null means the first TCP port of the definition
     * @param path for {@code HTTP}, begins with a slash; null means {@code /}
     * @param runningSeconds how long it must run where nothing better can be checked
     * @param startDeadlineSeconds how long it may take to become healthy
     * @param stopGraceSeconds how long it may take after the stop signal
     * @param stopSignal such as {@code SIGQUIT}; null means the image's own
     */
    public record Health(
            Check check,
            @Nullable Integer port,
            @Nullable String path,
            int runningSeconds,
            int startDeadlineSeconds,
            int stopGraceSeconds,
            @Nullable String stopSignal) {

        public static final Health DEFAULT = new Health(Check.AUTO, null, null, 2, 60, 10, null);

        @SuppressWarnings("ConstantValue")
        public Health {
            check = check == null ? Check.AUTO : check;
        }
    }

    /** Which of two containers of a slot goes first when one replaces the other. */
    public enum Order {
        /** The new one first; the old one first where a volume, a fixed host port or the host's network is exclusive. */
        AUTO,
        /** The new one first. Not possible where something is exclusive. */
        START_FIRST,
        /** The old one first. */
        STOP_FIRST
    }

    /** What a deployment does when more containers fail than it tolerates. */
    public enum OnFailure {
        /** Every slot goes back to what it held before. */
        ROLL_BACK,
        /** Nothing more is replaced until a person decides. */
        PAUSE,
        /** The failed slot goes back, the others go on. */
        CONTINUE
    }

    /**
     * The strategy by which a deployment replaces containers.
     *
     * @param parallelism how many slots are replaced at a time, at least 1
     * @param drainSeconds how long a container is left alone after its successor is healthy, or before it is stopped for it,
     *     so that what it has begun can end
     * @param maxFailures how many slots may fail before {@code onFailure} is done; a slot that failed within that number goes
     *     back to what it held, and the rest goes on
     * @param sequential whether new slots (a first start, more containers) are filled one after the other
     */
    public record Rollout(
            Order order, int parallelism, int drainSeconds, OnFailure onFailure, int maxFailures, boolean sequential) {
        public static final Rollout DEFAULT = new Rollout(Order.AUTO, 1, 0, OnFailure.ROLL_BACK, 0, false);
    }
}
