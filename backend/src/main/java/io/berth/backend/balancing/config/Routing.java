package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which ports are listened on and where what comes there goes. As soon as one service has virtual hosts, only what
 * has a rule is let through; as long as none has, everything goes to all of them.
 */
final class Routing {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Comparator<Frontend.Rule> ORDER = Comparator.comparing((Frontend.Rule r) -> -r.weight())
            .thenComparing(Frontend.Rule::virtualHost, VirtualHost.MOST_SPECIFIC_FIRST);

    private final Settings balancer;
    private final List<Linked> services;
    private final Tls tls;
    private final AutomaticCertificates automatic;
    private final Map<Integer, String> own;
    private final List<Integer> published;

    /**
     * @param services by alias
     * @param own ports that the balancer needs itself, and what for
     * @param published empty means that nobody knows
     */
    Routing(
            Settings balancer,
            List<Linked> services,
            Tls tls,
            AutomaticCertificates automatic,
            Map<Integer, String> own,
            List<Integer> published) {
        this.balancer = balancer;
        this.services = services;
        this.tls = tls;
        this.automatic = automatic;
        this.own = own;
        this.published = published;
    }

    /** By port. */
    List<Frontend> frontends() {
        SortedMap<Integer, Frontend> byPort = new TreeMap<>();
        boolean hosts = services.stream().anyMatch(Linked::hasVirtualHosts);
        (hosts ? ofVirtualHosts() : ofDefault()).forEach(f -> byPort.put(f.port(), f));
        if (automatic.answers()) {
            int port = AutomaticCertificates.PORT;
            byPort.putIfAbsent(port, new Frontend(port, false, false, List.of(), null));
        }
        ofTcpPorts(byPort.keySet()).forEach(f -> byPort.put(f.port(), f));
        services.forEach(this::complainOfRedirects);
        return List.copyOf(byPort.values());
    }

    private List<Frontend> ofDefault() {
        List<Linked> open = services.stream().filter(s -> !s.ports().isEmpty()).toList();
        if (open.isEmpty() && services.stream().anyMatch(s -> !s.tcpPorts().isEmpty())) {
            return List.of();
        }
        boolean tcp = balancer.raw("MODE").equals("tcp");
        Pool pool = Pool.ofDefault(tcp, open);
        Frontend plain = new Frontend(HTTP, false, tcp, List.of(), pool);
        return tls.available() ? List.of(plain, new Frontend(HTTPS, true, tcp, List.of(), pool)) : List.of(plain);
    }

    private List<Frontend> ofVirtualHosts() {
        SortedMap<Integer, Map<VirtualHost, List<Linked>>> claims = new TreeMap<>();
        for (Linked service : services) {
            for (VirtualHost host : service.virtualHosts()) {
                if (!service.ports().isEmpty() && possible(service, host)) {
                    claims.computeIfAbsent(host.port(), p -> new LinkedHashMap<>())
                            .computeIfAbsent(host, h -> new ArrayList<>())
                            .add(service);
                }
            }
        }
        Pool fallback = fallback();
        return claims.entrySet().stream()
                .map(e -> ofVirtualHosts(e.getKey(), e.getValue(), fallback))
                .toList();
    }

    private Frontend ofVirtualHosts(int port, Map<VirtualHost, List<Linked>> claims, @Nullable Pool fallback) {
        boolean encrypted = claims.keySet().stream().anyMatch(VirtualHost::tls);
        List<Frontend.Rule> rules = new ArrayList<>();
        claims.forEach((host, claimants) -> {
            if (encrypted && !host.tls()) {
                claimants.forEach(s -> s.settings()
                        .problem(
                                "VIRTUAL_HOST",
                                "wants port " + port + " without TLS for " + host.host()
                                        + ", but another virtual host has TLS there: give it another port."));
            } else {
                int weight = claimants.stream().mapToInt(Linked::weight).max().orElse(0);
                rules.add(new Frontend.Rule(host, weight, Pool.ofServices(claimants)));
            }
        });
        return new Frontend(port, encrypted, false, rules.stream().sorted(ORDER).toList(), fallback);
    }

    private boolean possible(Linked service, VirtualHost host) {
        if (automatic.awaited(service, host)) {
            return false;
        }
        if (host.tls() && !tls.available()) {
            service.settings()
                    .problem(
                            "VIRTUAL_HOST",
                            "wants TLS for " + host.host() + ", but there is no certificate: set its SSL_CERT, or the "
                                    + "balancer's DEFAULT_SSL_CERT.");
            return false;
        }
        return available(service, "VIRTUAL_HOST", host.port());
    }

    private @Nullable Pool fallback() {
        List<Linked> others = services.stream()
                .filter(s -> !s.hasVirtualHosts() && !s.ports().isEmpty())
                .toList();
        if (balancer.yes("FORCE_DEFAULT_BACKEND")) {
            return others.isEmpty() ? null : Pool.ofDefault(false, others);
        }
        others.stream()
                .filter(s -> s.tcpPorts().isEmpty())
                .forEach(s -> s.settings()
                        .uselessLink(s.alias()
                                + " has no VIRTUAL_HOST while other services have one, so no request reaches it: give it "
                                + "one, or set the balancer's FORCE_DEFAULT_BACKEND to true."));
        return null;
    }

    private List<Frontend> ofTcpPorts(Collection<Integer> taken) {
        SortedMap<Integer, List<Linked>> claims = new TreeMap<>();
        for (Linked service : services) {
            for (TcpPort tcp : service.tcpPorts()) {
                if (taken.contains(tcp.port())) {
                    service.settings()
                            .problem(
                                    "TCP_PORTS",
                                    "has port " + tcp.port()
                                            + ", on which the balancer takes HTTP requests: exclude it "
                                            + "there, or let the virtual hosts have other ports.");
                } else if (tcp.tls() && !tls.available()) {
                    service.settings()
                            .problem(
                                    "TCP_PORTS",
                                    "wants TLS on port " + tcp.port()
                                            + ", but there is no certificate: set its SSL_CERT, "
                                            + "or the balancer's DEFAULT_SSL_CERT.");
                } else if (available(service, "TCP_PORTS", tcp.port())) {
                    List<Linked> claimants = claims.computeIfAbsent(tcp.port(), p -> new ArrayList<>());
                    if (!claimants.contains(service)) {
                        claimants.add(service);
                    }
                }
            }
        }
        return claims.entrySet().stream()
                .map(e -> new Frontend(
                        e.getKey(),
                        wantsTls(e.getKey(), e.getValue()),
                        true,
                        List.of(),
                        Pool.ofPort(e.getKey(), e.getValue())))
                .toList();
    }

    private boolean wantsTls(int port, List<Linked> claimants) {
        return tls.available()
                && claimants.stream().flatMap(s -> s.tcpPorts().stream()).anyMatch(t -> t.port() == port && t.tls());
    }

    private boolean available(Linked service, String key, int port) {
        String user = own.get(port);
        if (user != null) {
            service.settings()
                    .problem(key, "has port " + port + ", which the balancer needs for " + user + ": use another one.");
            return false;
        }
        if (!published.isEmpty() && !published.contains(port)) {
            service.settings()
                    .problem(
                            key,
                            "has port " + port
                                    + ", which the balancer does not publish, so that it cannot be reached from "
                                    + "outside: add it to the balancer's published ports.");
        }
        return true;
    }

    /** The redirect stays: what was meant to be had encrypted only is not given out otherwise. */
    private void complainOfRedirects(Linked service) {
        boolean everybody = services.stream().noneMatch(Linked::hasVirtualHosts);
        boolean reachable =
                tls.available() && (everybody || service.virtualHosts().stream().anyMatch(VirtualHost::tls));
        if (service.settings().yes("FORCE_SSL") && !reachable && !automatic.awaitedBy(service)) {
            service.settings()
                    .problem(
                            "FORCE_SSL",
                            tls.available()
                                    ? "sends everybody to https, but no virtual host of it is there: add one that begins with "
                                            + "https://."
                                    : "sends everybody to https, but there is no certificate: set its SSL_CERT, or the "
                                            + "balancer's DEFAULT_SSL_CERT.");
        }
    }

    /** Each once, by name. */
    static List<Pool> pools(List<Frontend> frontends) {
        SortedMap<String, Pool> byName = new TreeMap<>();
        frontends.stream()
                .flatMap(f ->
                        Stream.concat(f.rules().stream().map(Frontend.Rule::pool), Stream.ofNullable(f.fallback())))
                .forEach(p -> byName.put(p.name(), p));
        return List.copyOf(byName.values());
    }
}
