package io.berth.backend.balancing.config;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service that a balancer is linked to.
 *
 * @param alias the name that the link gives it, unique among the balancer's links
 * @param variables of the service, secrets opened
 * @param ports the TCP ports of its containers: those of the image and those of the definition
 * @param targets its containers that run
 * @param canaryPercent how many of its requests go to its canary; null if it has none
 * @param replaced whether a deployment is bringing it other containers: requests may wait for them
 */
public record BalancerLink(
        String alias,
        UUID id,
        Map<String, String> variables,
        List<Integer> ports,
        List<Target> targets,
        @Nullable Integer canaryPercent,
        boolean replaced) {

    /** One without a canary, to which nothing is done. */
    public BalancerLink(
            String alias, UUID id, Map<String, String> variables, List<Integer> ports, List<Target> targets) {
        this(alias, id, variables, ports, targets, null, false);
    }

    /** Keys are among the variables, so its text form leaves their values out. */
    @Override
    public String toString() {
        return "BalancerLink[" + alias + ", " + id + ", variables=" + variables.keySet() + ", ports=" + ports
                + ", targets=" + targets + ", canaryPercent=" + canaryPercent + ", replaced=" + replaced + "]";
    }
}
