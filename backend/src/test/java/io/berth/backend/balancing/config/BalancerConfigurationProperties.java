package io.berth.backend.balancing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.util.FileSystemUtils;

class BalancerConfigurationProperties {

    private static final String CERTIFICATE = TestCertificates.variable("a.example");

    @Property(tries = 300)
    void theOrderOfTheInputIsOfNoImportance(@ForAll("inputs") BalancerInput input, @ForAll Random random) {
        List<BalancerLink> links = new ArrayList<>();
        for (BalancerLink link : input.links()) {
            List<Target> targets = shuffled(link.targets(), random);
            links.add(new BalancerLink(
                    link.alias(), link.id(), link.variables(), shuffled(link.ports(), random), targets));
        }
        BalancerInput other =
                new BalancerInput(input.variables(), shuffled(input.ports(), random), shuffled(links, random));
        assertThat(BalancerConfiguration.of(other)).isEqualTo(BalancerConfiguration.of(input));
    }

    @Property(tries = 300)
    void ofOneStructureOnlyServersDiffer(@ForAll("inputs") BalancerInput input) {
        List<BalancerLink> fewer = input.links().stream()
                .map(link -> new BalancerLink(
                        link.alias(),
                        link.id(),
                        link.variables(),
                        link.ports(),
                        link.targets().stream().limit(1).toList()))
                .toList();
        Plan more = BalancerConfiguration.of(input);
        Plan less = BalancerConfiguration.of(new BalancerInput(input.variables(), input.ports(), fewer));
        boolean fixed = withoutChanging(more).lines().anyMatch(l -> l.startsWith("  server "));
        if (!fixed) {
            assertThat(less.setup().structure()).isEqualTo(more.setup().structure());
        }
        if (less.setup().structure().equals(more.setup().structure())) {
            assertThat(withoutChanging(less)).isEqualTo(withoutChanging(more));
        }
    }

    @Property(tries = 300)
    void everyTargetIsAccountedForAndEveryProblemHasAnOwner(@ForAll("inputs") BalancerInput input) {
        Plan plan = BalancerConfiguration.of(input);
        assertThat(plan.places().keySet())
                .containsExactlyInAnyOrderElementsOf(input.links().stream()
                        .flatMap(l -> l.targets().stream())
                        .map(Target::name)
                        .toList());
        assertThat(plan.setup().servers().stream().map(s -> s.backend() + "/" + s.name()))
                .doesNotHaveDuplicates();
        assertThat(plan.setup().servers())
                .hasSize(plan.places().values().stream().mapToInt(List::size).sum());
        assertThat(plan.problems())
                .allSatisfy(problem -> assertThat(problem.sentence())
                        .contains(problem.alias() == null ? "The balancer" : problem.alias())
                        .endsWith("."));
    }

    @Property(tries = 60)
    void theRealHaproxyAcceptsWhateverIsWritten(@ForAll("inputs") BalancerInput input) {
        Plan plan = BalancerConfiguration.of(input);
        try {
            Path folder = Files.createTempDirectory("berth-haproxy");
            try {
                assertThat(Haproxy.complaints(Haproxy.write(plan, folder, UnaryOperator.identity())))
                        .as(Inputs.text(plan))
                        .isEmpty();
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Provide
    Arbitrary<BalancerInput> inputs() {
        Arbitrary<Map<String, String>> balancer = variables(Map.ofEntries(
                Map.entry("BALANCE", List.of("leastconn", "static-rr", "uri whole", "no such thing")),
                Map.entry("MODE", List.of("tcp", "http", "health")),
                Map.entry("MAXCONN", List.of("100", "x")),
                Map.entry("OPTION", List.of("redispatch, forwardfor", "http-server-close")),
                Map.entry("TIMEOUT", List.of("connect 1s, client 2s", "forever")),
                Map.entry("HEALTH_CHECK", List.of("check", "check inter 1s rise 1")),
                Map.entry("MONITOR_URI", List.of("/ping", "ping")),
                Map.entry("MONITOR_PORT", List.of("80", "81", "2222", "19736", "x")),
                Map.entry("STATS_AUTH", List.of("a:b'c", "x")),
                Map.entry("DEFAULT_SSL_CERT", List.of(CERTIFICATE, "x")),
                Map.entry("HTTP_BASIC_AUTH", List.of("a:b, c:d\"'$#", "x")),
                Map.entry("FORCE_DEFAULT_BACKEND", List.of("true", "false")),
                Map.entry("RSYSLOG_DESTINATION", List.of("127.0.0.1")),
                Map.entry("EXTRA_BIND_SETTINGS", List.of("80:accept-proxy, 443:name tls", "x")),
                Map.entry("EXTRA_GLOBAL_SETTINGS", List.of("tune.bufsize 32768", "global", "it's")),
                Map.entry("SSL_BIND_OPTIONS", List.of("no-sslv3"))));
        Arbitrary<List<Integer>> ports =
                Arbitraries.of(80, 443, 1936, 2222).list().uniqueElements();
        return Combinators.combine(balancer, ports, links()).as(BalancerInput::new);
    }

    private static Arbitrary<List<BalancerLink>> links() {
        Arbitrary<Map<String, String>> variables = variables(Map.ofEntries(
                Map.entry(
                        "VIRTUAL_HOST",
                        List.of(
                                "a.example",
                                "https://a.example",
                                "*.example/x/*, ws://b.example",
                                "*",
                                "/p~(x)",
                                "a b")),
                Map.entry("VIRTUAL_HOST_WEIGHT", List.of("1", "2", "x")),
                Map.entry("TCP_PORTS", List.of("2222", "2222/ssl, 2223", "80", "19736", "x")),
                Map.entry("EXCLUDE_PORTS", List.of("81", "80, 81", "x")),
                Map.entry("SSL_CERT", List.of(CERTIFICATE, "x")),
                Map.entry("FORCE_SSL", List.of("true")),
                Map.entry("HSTS_MAX_AGE", List.of("100", "x")),
                Map.entry("COOKIE", List.of("SRV insert indirect nocache")),
                Map.entry("APPSESSION", List.of("JSESSIONID len 52 timeout 3h", "J")),
                Map.entry("BALANCE", List.of("source", "hdr(x)", "random(2)", "rdp-cookie", "x")),
                Map.entry("HTTP_CHECK", List.of("GET /up")),
                Map.entry("GZIP_COMPRESSION_TYPE", List.of("text/html")),
                Map.entry("EXTRA_SETTINGS", List.of("fullconn 5", "backend x", "server x 127.0.0.1:1")),
                Map.entry("EXTRA_ROUTE_SETTINGS", List.of("maxconn 9", "init-addr none")),
                Map.entry("FAILOVER", List.of("true"))));
        Arbitrary<List<Integer>> ports = Arbitraries.of(80, 81, 2222).list().uniqueElements();
        Arbitrary<List<Boolean>> draining = Arbitraries.of(true, false).list().ofMaxSize(3);
        return Combinators.combine(variables, ports, draining)
                .as((v, p, d) -> Inputs.service(
                        "",
                        p,
                        targets(d),
                        v.entrySet().stream()
                                .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                                .toArray(String[]::new)))
                .list()
                .ofMaxSize(4)
                .map(BalancerConfigurationProperties::named);
    }

    private static List<Target> targets(List<Boolean> draining) {
        List<Target> targets = new ArrayList<>();
        for (boolean drains : draining) {
            targets.add(new Target("-" + targets.size(), "10.0.0." + (targets.size() + 1), drains));
        }
        return targets;
    }

    private static List<BalancerLink> named(List<BalancerLink> links) {
        List<BalancerLink> named = new ArrayList<>();
        for (BalancerLink link : links) {
            String alias = "s" + named.size();
            named.add(new BalancerLink(
                    alias,
                    new UUID(1, named.size()),
                    link.variables(),
                    link.ports(),
                    link.targets().stream()
                            .map(t -> new Target(alias + t.name(), t.address(), t.draining()))
                            .toList()));
        }
        return named;
    }

    /** Each set or not, most of them not. */
    private static Arbitrary<Map<String, String>> variables(Map<String, List<String>> values) {
        return Arbitraries.of(new TreeSet<>(values.keySet()))
                .flatMap(key ->
                        Arbitraries.of(values.getOrDefault(key, List.of())).map(value -> Map.entry(key, value)))
                .list()
                .ofMaxSize(6)
                .map(entries -> {
                    Map<String, String> map = new HashMap<>();
                    entries.forEach(e -> map.put(e.getKey(), e.getValue()));
                    return map;
                });
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** The text without the servers of those backends that change while HAProxy runs. */
    private static String withoutChanging(Plan plan) {
        StringBuilder text = new StringBuilder();
        boolean changeable = false;
        for (String line : Inputs.text(plan).lines().toList()) {
            changeable = line.startsWith("  ") && (changeable || line.startsWith("  # servers of "));
            if (!line.startsWith("  server ") || !changeable) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }
}
