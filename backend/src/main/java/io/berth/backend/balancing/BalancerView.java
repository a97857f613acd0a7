package io.berth.backend.balancing;

import io.berth.protocol.BalancerSetup.Counters;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one container of a balancer does.
 *
 * @param balancer the container that HAProxy runs in
 * @param configuredAt when HAProxy was last seen to run what it is to run; null if it never was
 * @param problem why it does not; null if it does
 * @param problems what in the settings of balancer and services could not be followed, in words for people
 */
public record BalancerView(
        UUID balancer,
        @Nullable Instant configuredAt,
        @Nullable String problem,
        List<String> problems,
        List<Server> servers) {

    /**
     * A container that requests go to.
     *
     * @param name service and slot, such as {@code web-1}
     * @param found what HAProxy says of it where it does not serve; empty if nothing
     */
    public record Server(
            UUID container,
            UUID service,
            String name,
            int revision,
            State state,
            String found,
            long sessions,
            Counters counters) {}

    /** What a balancer does with a container. */
    public enum State {
        /** It is told; its own check has not passed yet, though requests may come already. */
        JOINING,
        SERVING,
        /** It sends nothing new, and lets end what has begun. */
        DRAINING
    }
}
