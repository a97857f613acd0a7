package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names have certificates that Berth orders by itself, and how the authority is answered that asks for proof. */
final class AutomaticCertificates {

    /** Where authorities ask (HTTP-01). */
    static final int PORT = 80;

    private static final String WORD = "auto";
    private static final String FOLDER = "/.well-known/acme-challenge/";
    /** What the protocol lets a token be, and an answer, which is a token and a digest. */
    private static final String HARMLESS = "[A-Za-z0-9._-]+";

    private final Settings balancer;
    private final SortedSet<String> names = new TreeSet<>();
    private final Issued issued;
    private final boolean orderable;

    /** @param published ports of the balancer; empty means that nobody knows */
    AutomaticCertificates(Settings balancer, List<Linked> services, List<Integer> published, Issued issued) {
        this.balancer = balancer;
        this.issued = issued;
        services.forEach(service -> names.addAll(namesOf(service)));
        if (wanted(balancer) && names.isEmpty()) {
            balancer.problem(
                    key(balancer),
                    "is auto, but no linked service without a certificate of its own has an exact host name over TLS: "
                            + "give one a VIRTUAL_HOST such as https://shop.example.");
        }
        orderable = orderable(services, published);
    }

    static boolean wanted(Settings settings) {
        return asks(settings, "SSL_CERT") || asks(settings, "DEFAULT_SSL_CERT");
    }

    static boolean asks(Settings settings, String key) {
        return settings.raw(key).equalsIgnoreCase(WORD);
    }

    /** Those that are to be ordered, and renewed in time. */
    SortedSet<String> ordered() {
        return orderable ? names : new TreeSet<>();
    }

    /** Whether anybody may come to ask. */
    boolean answers() {
        return !ordered().isEmpty();
    }

    /** Those that are there, by name. */
    List<Certificate> present() {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(issued.certificates().get(name)))
                .map(Certificate::new)
                .toList();
    }

    /** TLS begins with the certificate: what would be shown before is that of another name. */
    boolean awaited(Linked service, VirtualHost host) {
        return host.tls() && missing(namesOf(service)).contains(host.host());
    }

    boolean awaitedBy(Linked service) {
        return !missing(namesOf(service)).isEmpty();
    }

    /** Whom nobody is sent to https, since nothing answers there yet; begins with a space if there is such a condition. */
    String butForAwaited(Pool pool) {
        SortedSet<String> hosts = new TreeSet<>();
        pool.members().forEach(member -> hosts.addAll(missing(namesOf(member.linked()))));
        return hosts.isEmpty()
                ? ""
                : hosts.stream()
                        .map(Quoted::of)
                        .collect(Collectors.joining(" ", " || { req.hdr(host),host_only -m str -i ", " }"));
    }

    /** Before everything else that could become of a request there. */
    void writeInto(ConfigText text, int frontendPort) {
        if (frontendPort != PORT || !answers()) {
            return;
        }
        issued.answers().entrySet().stream()
                .filter(answer ->
                        answer.getKey().matches(HARMLESS) && answer.getValue().matches(HARMLESS))
                .sorted(Map.Entry.comparingByKey())
                .forEach(answer -> text.line("http-request return status 200 content-type text/plain string "
                        + Quoted.of(answer.getValue()) + " if { path -m str " + Quoted.of(FOLDER + answer.getKey())
                        + " }"));
    }

    private List<String> missing(Collection<String> of) {
        return of.stream()
                .filter(name -> !issued.certificates().containsKey(name))
                .toList();
    }

    private List<String> namesOf(Linked service) {
        Settings settings = service.settings();
        boolean own = wanted(settings);
        if (!own && (!wanted(balancer) || settings.has("SSL_CERT") || settings.has("DEFAULT_SSL_CERT"))) {
            return List.of();
        }
        List<String> exact = new ArrayList<>();
        for (VirtualHost host : service.virtualHosts()) {
            if (host.tls() && !host.host().contains("*")) {
                exact.add(host.host());
            } else if (host.tls()) {
                (own ? settings : balancer)
                        .problem(
                                key(own ? settings : balancer),
                                "is auto, which cannot be had for " + host.host()
                                        + ": only exact names get certificates by themselves.");
            }
        }
        if (own && exact.isEmpty()) {
            settings.problem(
                    key(settings),
                    "is auto, but it has no exact host name over TLS: give it a VIRTUAL_HOST such as "
                            + "https://shop.example.");
        }
        return exact;
    }

    private boolean orderable(List<Linked> services, List<Integer> published) {
        if (names.isEmpty()) {
            return false;
        }
        String obstacle = obstacle(services, published);
        if (obstacle.isEmpty()) {
            return true;
        }
        Stream.concat(Stream.of(balancer), services.stream().map(Linked::settings))
                .filter(AutomaticCertificates::wanted)
                .forEach(settings -> settings.problem(key(settings), obstacle));
        return false;
    }

    private String obstacle(List<Linked> services, List<Integer> published) {
        if (balancer.has("CERT_FOLDER")) {
            return "is auto, but with the balancer's CERT_FOLDER no other certificates are used: unset that.";
        }
        if (!published.isEmpty() && !published.contains(PORT)) {
            return "is auto, for which the authority asks on port 80 (HTTP-01 needs port 80), which the balancer does not "
                    + "publish: add it to the balancer's published ports.";
        }
        boolean encrypted = services.stream()
                .flatMap(s -> s.virtualHosts().stream())
                .anyMatch(host -> host.port() == PORT && host.tls());
        return encrypted
                ? "is auto, for which the authority asks on port 80 without TLS (HTTP-01 needs port 80), but a virtual host "
                        + "has TLS there: give that another port."
                : "";
    }

    private static String key(Settings settings) {
        return asks(settings, "SSL_CERT") ? "SSL_CERT" : "DEFAULT_SSL_CERT";
    }
}
