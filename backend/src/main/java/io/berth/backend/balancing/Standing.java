package io.berth.backend.balancing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the balancers of a service stand to one of its containers.
 *
 * @param balancer one that does not send it requests, or one that may, if all do
 * @param listed whether any may send it requests
 * @param serving whether all send it requests
 * @param answered since when that balancer has known of it and does not; null if it has not answered yet
 * @param found what that balancer says of it; null if all is well
 */
public record Standing(
        String balancer,
        boolean listed,
        boolean serving,
        @Nullable Instant answered,
        @Nullable String found) {}
