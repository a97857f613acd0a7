package io.berth.backend.balancing.config;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A service that a balancer is linked to.
 *
 * @param alias the name that the link gives it, unique among the balancer's links
 * @param variables of the service, secrets opened
 * @param ports the TCP ports of its containers: those of the image and those of the definition
 * @param targets its containers that run
 */
public record BalancerLink(
        String alias, UUID id, Map<String, String> variables, List<Integer> ports, List<Target> targets) {

    /** Keys are among the variables, so its text form leaves their values out. */
    @Override
    public String toString() {
        return "BalancerLink[" + alias + ", " + id + ", variables=" + variables.keySet() + ", ports=" + ports
                + ", targets=" + targets + "]";
    }
}
