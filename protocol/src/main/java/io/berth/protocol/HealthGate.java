package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What must be seen before a container counts as healthy. Whatever the gate, a container that ends while it is waited for
 * has failed, unless its restart policy brings it back before the deadline.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HealthGate.DockerHealthCheck.class, name = "docker"),
    @JsonSubTypes.Type(value = HealthGate.TcpProbe.class, name = "tcp"),
    @JsonSubTypes.Type(value = HealthGate.HttpProbe.class, name = "http"),
    @JsonSubTypes.Type(value = HealthGate.RunningFor.class, name = "running")
})
public sealed interface HealthGate {

    /** How long the container may take, counted from the start of the wait. */
    int deadlineSeconds();

    /** The health check that the image brings. */
    record DockerHealthCheck(int deadlineSeconds) implements HealthGate {}

    /** The agent connects to the container's own address and port, every few tens of milliseconds, until it is let in. */
    record TcpProbe(int port, int deadlineSeconds) implements HealthGate {}

    /**
     * The agent asks the container's own address for that path over HTTP, every few tens of milliseconds, until the answer's
     * status is from 200 to 399.
     *
     * @param path begins with a slash
     */
    record HttpProbe(int port, String path, int deadlineSeconds) implements HealthGate {}

    /** The container runs for this long without a break. */
    record RunningFor(int seconds, int deadlineSeconds) implements HealthGate {}
}
