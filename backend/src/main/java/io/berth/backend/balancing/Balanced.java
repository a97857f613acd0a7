package io.berth.backend.balancing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a container at a balancer that may send it requests.
 *
 * @param told since when the balancer is to, or is told to cease
 * @param answered when it first said something of the container after it was told; null if it has not yet
 * @param serving since when its own check has passed and it sends requests; null if that is not so
 * @param draining whether the balancer has confirmed that it sends nothing new
 * @param found what it says of the container; empty if nothing yet
 * @param sessions those under way when it was last asked
 */
record Balanced(
        UUID balancer,
        UUID container,
        Instant told,
        @Nullable Instant answered,
        @Nullable Instant serving,
        boolean draining,
        String found,
        long sessions) {}
