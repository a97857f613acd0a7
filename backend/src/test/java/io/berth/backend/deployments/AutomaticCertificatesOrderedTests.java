package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.berth.backend.balancing.CertificateView;
import io.berth.backend.balancing.CertificateView.State;
import io.berth.backend.balancing.certificates.Certificates;
import io.berth.backend.balancing.certificates.Pebble;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Certificates from a real authority, which finds its proof at an HAProxy that does as it is told. */
class AutomaticCertificatesOrderedTests extends WithDeployments {

    private static final Pattern ANSWER = Pattern.compile("string '([^']+)' if \\{ path -m str '([^']+)' }");
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final HttpServer HAPROXY = haproxy();
    private static final Pebble PEBBLE = Pebble.lookingAt(HAPROXY.getAddress().getPort());

    private static volatile Map<String, String> files = Map.of();

    @Autowired
    private Certificates certificates;

    @DynamicPropertySource
    static void authority(DynamicPropertyRegistry properties) {
        properties.add("berth.acme.directory", PEBBLE::directory);
        properties.add("berth.acme.ca", PEBBLE::ca);
    }

    @AfterAll
    static void endThem() {
        PEBBLE.close();
        HAPROXY.stop(0);
    }

    @BeforeEach
    void followTheBalancer() {
        agents.script = job -> switch (job) {
            case Job.ConfigureBalancer(String _, BalancerSetup setup) -> {
                files = setup.files();
                yield Optional.of(new JobOutcome.Done(
                        new JobResult.BalancerConfigured(setup.structure(), false, List.of(), false, List.of())));
            }
            default -> Optional.empty();
        };
    }

    @AfterEach
    void takeTheBalancerAway() {
        database.sql("update container set phase = 'REMOVED' where id in (select container_id from balancer)")
                .update();
    }

    @Test
    void aNameThatIsWantedGetsACertificateFromTheAuthorityAndTheBalancerIsToldOfIt() {
        Service lb = balanced("shop.example");
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.AUTOMATIC));
        CertificateView view = view(lb);
        assertThat(view.issuer()).startsWith("Pebble Intermediate CA");
        assertThat(view.notAfter()).isAfter(Instant.now());
        assertThat(view.nextTry()).isBefore(view.notAfter());
        await().untilAsserted(() -> assertThat(files.values())
                .anyMatch(file ->
                        file.startsWith("-----BEGIN PRIVATE KEY-----") && file.split("BEGIN CERTIFICATE").length == 3)
                .noneMatch(file -> file.contains("acme-challenge")));
    }

    @Test
    void noKeyIsInTheDatabaseAsItIs() {
        Service lb = balanced("keys.example");
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.AUTOMATIC));
        assertThat(database.sql("select sealed_key from certificate where sealed_key is not null"
                                + " union all select sealed_key from acme_account")
                        .query((row, _) -> row.getString(1))
                        .list())
                .hasSizeGreaterThan(1)
                .noneMatch(key -> key.contains("PRIVATE"));
    }

    @Test
    void whatIsDueIsRenewedAndTheOldOneServesMeanwhile() {
        Service lb = balanced("old.example");
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.AUTOMATIC));
        String before = chain("old.example");
        database.sql("update certificate set next_try_at = now() where host = 'old.example'")
                .update();
        await().atMost(SOON).until(() -> {
            assertThat(view(lb).notAfter()).isNotNull();
            return !chain("old.example").equals(before);
        });
        assertThat(accounts()).as("accounts").isEqualTo(1);
    }

    @Test
    void whyAnOrderFailedIsShownAndItIsTriedAgainLater() {
        Service lb = balanced("refused.example");
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.FAILED));
        CertificateView view = view(lb);
        assertThat(view.problem()).startsWith("The authority says: ").contains("refused.example");
        assertThat(view.nextTry())
                .isBetween(Instant.now().plusSeconds(20), Instant.now().plusSeconds(60));
    }

    @Test
    void anAccountThatTheAuthorityDoesNotKnowAnyMoreIsMadeAnew() {
        Service lb = balanced("first.example");
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.AUTOMATIC));
        database.sql("update acme_account set location = location || '00'").update();
        database.sql("update certificate set next_try_at = now()").update();
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.FAILED));
        database.sql("update certificate set next_try_at = now()").update();
        await().atMost(SOON).untilAsserted(() -> assertThat(view(lb).state()).isEqualTo(State.AUTOMATIC));
    }

    private CertificateView view(Service lb) {
        List<CertificateView> views = certificates.views(team, lb.id());
        assertThat(views).hasSize(1);
        return views.getFirst();
    }

    private String chain(String host) {
        return database.sql("select chain from certificate where host = ?")
                .param(host)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private int accounts() {
        return database.sql("select count(*) from acme_account")
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private Service balanced(String host) {
        Service web = deployed(
                "web",
                ServiceDefinition.of("shop/web", "1")
                        .withVariables(List.of(
                                new Variable("VIRTUAL_HOST", "https://" + host, false),
                                new Variable("SSL_CERT", "auto", false))),
                1);
        ServiceDefinition plain = ServiceDefinition.of(ServiceDefinition.BALANCER_IMAGE, "latest");
        return deployed(
                "lb",
                new ServiceDefinition(
                        plain.image(),
                        plain.tag(),
                        List.of(new Port(80, "tcp", true, null), new Port(443, "tcp", true, null)),
                        plain.variables(),
                        plain.volumes(),
                        List.of(new Link(web.id(), "web")),
                        plain.command(),
                        plain.entrypoint(),
                        plain.memoryMegabytes(),
                        plain.restart(),
                        plain.autodestroy(),
                        plain.hostNetwork(),
                        plain.health(),
                        plain.rollout()),
                1);
    }

    /** Gives the answers that the configuration has, and nothing else. */
    private static HttpServer haproxy() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                Matcher answer = ANSWER.matcher(files.getOrDefault(BalancerSetup.MAIN_FILE, ""));
                byte[] found = new byte[0];
                while (answer.find()) {
                    if (answer.group(2).equals(exchange.getRequestURI().getPath())) {
                        found = answer.group(1).getBytes(StandardCharsets.UTF_8);
                    }
                }
                exchange.sendResponseHeaders(found.length > 0 ? 200 : 503, 0);
                exchange.getResponseBody().write(found);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
