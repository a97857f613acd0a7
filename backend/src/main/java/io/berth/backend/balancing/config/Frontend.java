package io.berth.backend.balancing.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port that the balancer listens on.
 *
 * @param rules in the order in which they are tested
 * @param fallback where that goes which matches none; null means that it is refused
 */
record Frontend(
        int port,
        boolean tls,
        boolean tcp,
        List<Rule> rules,
        @Nullable Pool fallback) {

    record Rule(VirtualHost virtualHost, int weight, Pool pool) {}
}
