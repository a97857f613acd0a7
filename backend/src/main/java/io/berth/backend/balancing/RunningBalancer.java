package io.berth.backend.balancing;

import java.util.UUID;

/**
 * A container in which HAProxy runs.
 *
 * @param name the balancer service's
 * @param engineName the container's on its engine
 * @param ready whether it has passed its health gate: only then requests go through it
 * @param stopping whether its stop was asked for: it lets end what has begun, and is told nothing new
 */
record RunningBalancer(
        UUID container,
        UUID team,
        UUID node,
        UUID service,
        UUID revision,
        String name,
        String engineName,
        boolean ready,
        boolean stopping) {}
