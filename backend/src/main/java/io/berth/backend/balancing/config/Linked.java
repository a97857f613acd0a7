package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A linked service with its settings read.
 *
 * @param virtualHosts those that could be read
 * @param weight the higher, the earlier its virtual hosts are tested
 * @param ports those that are balanced as the virtual hosts, or the default, say
 */
record Linked(
        BalancerLink service,
        Settings settings,
        List<VirtualHost> virtualHosts,
        int weight,
        List<Integer> ports,
        List<TcpPort> tcpPorts) {

    static Linked read(BalancerLink service, Set<Problem> problems) {
        Settings settings = new Settings(service.alias(), service.variables(), problems);
        List<TcpPort> tcpPorts = new ArrayList<>();
        for (String entry : settings.lines("TCP_PORTS")) {
            try {
                tcpPorts.add(TcpPort.parse(entry));
            } catch (Unreadable e) {
                settings.problem("TCP_PORTS", e.sentence() + " Where TLS is to end here, put /ssl after it.");
            }
        }
        Set<Integer> ports = new TreeSet<>(service.ports());
        for (String entry : settings.lines("EXCLUDE_PORTS")) {
            try {
                ports.remove(Ports.one(entry));
            } catch (Unreadable e) {
                settings.problem("EXCLUDE_PORTS", e.sentence());
            }
        }
        tcpPorts.forEach(tcp -> ports.remove(tcp.port()));
        List<VirtualHost> virtualHosts = new ArrayList<>();
        for (String entry : settings.lines("VIRTUAL_HOST")) {
            try {
                virtualHosts.add(VirtualHost.parse(entry));
            } catch (Unreadable e) {
                settings.problem("VIRTUAL_HOST", e.sentence());
            }
        }
        Linked linked = new Linked(
                service,
                settings,
                virtualHosts.stream().distinct().toList(),
                settings.number("VIRTUAL_HOST_WEIGHT", 0),
                List.copyOf(ports),
                List.copyOf(tcpPorts));
        linked.complainIfUseless();
        return linked;
    }

    String alias() {
        return service.alias();
    }

    /** Also if none of them could be read: that does not make it a service for everybody. */
    boolean hasVirtualHosts() {
        return settings.has("VIRTUAL_HOST");
    }

    private void complainIfUseless() {
        if (!ports.isEmpty() || !tcpPorts.isEmpty() && !hasVirtualHosts()) {
            return;
        }
        settings.uselessLink(
                service.ports().isEmpty()
                        ? alias()
                                + " is linked, but has no TCP port that requests could go to: name the port on which it "
                                + "listens among its ports."
                        : alias() + " is linked, but EXCLUDE_PORTS and TCP_PORTS leave no port of it for "
                                + (hasVirtualHosts() ? "its VIRTUAL_HOST" : "requests")
                                + ": leave out one of them there.");
    }
}
