package io.berth.backend.balancing.config;

import java.util.List;
import java.util.Map;

/**
 * All that a balancer's configuration depends on.
 *
 * @param variables of the balancer's service, secrets opened
 * @param ports the TCP ports of its containers that their hosts pass on
 * @param links the services that it is linked to, in any order
 * @param issued what an authority has issued for its team, and is to be answered
 * @param controlAddress the loopback address on which it takes commands
 */
public record BalancerInput(
        Map<String, String> variables,
        List<Integer> ports,
        List<BalancerLink> links,
        Issued issued,
        String controlAddress) {

    /** One that shares its network with no other. */
    public BalancerInput(Map<String, String> variables, List<Integer> ports, List<BalancerLink> links, Issued issued) {
        this(variables, ports, links, issued, "127.0.0.1");
    }

    /** One that shares its network with no other, and has no certificates from an authority. */
    public BalancerInput(Map<String, String> variables, List<Integer> ports, List<BalancerLink> links) {
        this(variables, ports, links, Issued.NOTHING);
    }

    /** Keys and passwords are among the variables, so its text form leaves their values out. */
    @Override
    public String toString() {
        return "BalancerInput[variables=" + variables.keySet() + ", ports=" + ports + ", links=" + links + ", " + issued
                + "]";
    }
}
