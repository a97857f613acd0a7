package io.berth.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A port of the container that is published on the host.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param hostPort null means a free one, chosen by the engine
 */
public record PortBinding(
        int containerPort, String protocol, @Nullable Integer hostPort) {}
