package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.section;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.target;
import static io.berth.backend.balancing.config.Inputs.text;
import static io.berth.backend.balancing.config.Inputs.variables;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingTests {

    private static final String CERTIFICATE = TestCertificates.variable("shop.example");

    @Test
    void withoutVirtualHostsEverythingGoesToAllServicesTogether() {
        Plan plan = plan(service("web"), service("api"));
        assertThat(section(plan, "frontend fe_80")).contains("bind :80", "default_backend be_:default");
        assertThat(plan.setup().servers()).extracting(Server::name).containsExactly("api-1", "web-1");
        assertThat(text(plan)).doesNotContain("fe_443");
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void withACertificateTheDefaultIsThereOverTlsToo() {
        Plan plan = plan(service("web", "SSL_CERT", CERTIFICATE));
        assertThat(section(plan, "frontend fe_443"))
                .contains(
                        "bind :443 ssl crt-list /usr/local/etc/haproxy/certs.list alpn h2,http/1.1",
                        "http-request set-header X-Forwarded-Proto https",
                        "default_backend be_:default");
    }

    @Test
    void asSoonAsOneHasAVirtualHostTheOthersGetNoRequestsAndAreNamed() {
        Plan plan = plan(service("web", "VIRTUAL_HOST", "a.example"), service("api"));
        assertThat(section(plan, "frontend fe_80"))
                .contains("use_backend be_web if { req.hdr(host),host_only -m str -i 'a.example' }")
                .noneMatch(line -> line.startsWith("default_backend"));
        assertThat(plan.problems()).singleElement().satisfies(p -> {
            assertThat(p.alias()).isEqualTo("api");
            assertThat(p.sentence()).contains("VIRTUAL_HOST");
        });
        assertThat(plan.targets()).containsExactly("web-1");
        assertThat(plan.routed()).containsExactly(service("web").id());
    }

    @Test
    void theOthersCanBeTheDefault() {
        Plan plan = plan(
                Map.of("FORCE_DEFAULT_BACKEND", "True"), service("web", "VIRTUAL_HOST", "a.example"), service("api"));
        assertThat(section(plan, "frontend fe_80")).contains("default_backend be_:default");
        assertThat(plan.places().get("api-1")).containsExactly(new Plan.Place("be_:default", "api-1"));
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void servicesWithTheSameVirtualHostShareAPool() {
        Plan plan = plan(
                service("blue", "VIRTUAL_HOST", "a.example,b.example"), service("green", "VIRTUAL_HOST", "A.example"));
        assertThat(section(plan, "frontend fe_80"))
                .anyMatch(line -> line.startsWith("use_backend be_blue:green ") && line.contains("a.example"))
                .anyMatch(line -> line.startsWith("use_backend be_blue ") && line.contains("b.example"));
        assertThat(plan.places().get("blue-1"))
                .containsExactly(new Plan.Place("be_blue", "blue-1"), new Plan.Place("be_blue:green", "blue-1"));
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void weightGoesBeforeEverythingElse() {
        Plan plan = plan(
                service("all", "VIRTUAL_HOST", "*", "VIRTUAL_HOST_WEIGHT", "2"),
                service("one", "VIRTUAL_HOST", "a.example"));
        assertThat(section(plan, "frontend fe_80").stream().filter(l -> l.startsWith("use_backend")))
                .containsExactly(
                        "use_backend be_all",
                        "use_backend be_one if { req.hdr(host),host_only -m str -i 'a.example' }");
    }

    @Test
    void everyPortOfVirtualHostsHasItsFrontend() {
        Plan plan = plan(service(
                "web", "VIRTUAL_HOST", "a.example, https://a.example, ws://a.example:81", "SSL_CERT", CERTIFICATE));
        assertThat(text(plan)).contains("frontend fe_80\n", "frontend fe_81\n", "frontend fe_443\n");
        assertThat(section(plan, "frontend fe_81"))
                .anyMatch(l -> l.endsWith("{ req.hdr(upgrade) -m str -i websocket }"));
        assertThat(section(plan, "frontend fe_80")).contains("bind :80");
    }

    @Test
    void aVirtualHostWithTlsNeedsACertificate() {
        Plan plan =
                plan(service("web", "VIRTUAL_HOST", "https://a.example"), service("api", "VIRTUAL_HOST", "b.example"));
        assertThat(text(plan)).doesNotContain("fe_443").contains("fe_80");
        assertThat(plan.problems()).singleElement().satisfies(p -> {
            assertThat(p.alias()).isEqualTo("web");
            assertThat(p.variable()).isEqualTo("VIRTUAL_HOST");
            assertThat(p.sentence()).contains("certificate").contains("SSL_CERT");
        });
    }

    @Test
    void onePortIsNotBothPlainAndTls() {
        Plan plan = plan(
                service("a", "VIRTUAL_HOST", "https://a.example:8443", "SSL_CERT", CERTIFICATE),
                service("b", "VIRTUAL_HOST", "b.example:8443"));
        assertThat(section(plan, "frontend fe_8443")).noneMatch(l -> l.contains("be_b"));
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("b's VIRTUAL_HOST"));
    }

    @Test
    void tcpPortsOfSeveralServicesShareAPool() {
        Plan plan = plan(
                service("a", List.of(8080, 2222), List.of(target("a-1", 1)), "TCP_PORTS", "2222"),
                service("b", List.of(2222), List.of(target("b-1", 2)), "TCP_PORTS", "2222"));
        assertThat(section(plan, "frontend fe_2222")).contains("bind :2222", "mode tcp", "default_backend be_tcp:2222");
        assertThat(plan.setup().servers())
                .extracting(s -> s.backend() + "/" + s.name() + "@" + s.port())
                .containsExactly("be_:default/a-1@8080", "be_tcp:2222/a-1@2222", "be_tcp:2222/b-1@2222");
    }

    @Test
    void tlsCanEndBeforeATcpPort() {
        Plan plan = plan(service("a", "TCP_PORTS", "2222/ssl", "SSL_CERT", CERTIFICATE));
        assertThat(section(plan, "frontend fe_2222"))
                .contains("bind :2222 ssl crt-list /usr/local/etc/haproxy/certs.list");
        assertThat(plan(service("a", "TCP_PORTS", "2222/ssl")).sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("certificate"));
    }

    @Test
    void tcpPortsAloneNeedNoHttpPort() {
        Plan plan = plan(service("db", List.of(5432), List.of(target("db-1", 1)), "TCP_PORTS", "5432"));
        assertThat(text(plan)).doesNotContain("fe_80");
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void whatIsNoPortIsNamedAndTheOthersAreBalanced() {
        Plan plan = plan(service("a", "TCP_PORTS", "ssh, 2222, 19736", "EXCLUDE_PORTS", "x"));
        assertThat(text(plan)).contains("fe_2222").doesNotContain("fe_19736");
        assertThat(plan.problems())
                .extracting(Problem::variable)
                .containsExactly("TCP_PORTS", "EXCLUDE_PORTS", "TCP_PORTS");
        assertThat(plan.sentences()).anyMatch(s -> s.contains("“ssh”"));
    }

    @Test
    void aPortOfHttpIsNotOneOfTcpToo() {
        Plan plan = plan(service("a"), service("b", "TCP_PORTS", "80"));
        assertThat(section(plan, "frontend fe_80")).contains("mode http");
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("b's TCP_PORTS has port 80"));
    }

    @Test
    void excludedPortsGetNoRequests() {
        Plan plan = plan(service("a", List.of(80, 81, 82), List.of(target("a-1", 1)), "EXCLUDE_PORTS", "81"));
        assertThat(plan.setup().servers()).extracting(Server::name).containsExactly("a-1:80", "a-1:82");
        assertThat(plan.places().get("a-1")).hasSize(2);
    }

    @Test
    void aServiceWithoutTcpPortsIsNamed() {
        Plan plan = plan(service("a", List.of(), List.of(target("a-1", 1))), service("b"));
        assertThat(plan.problems()).singleElement().satisfies(p -> {
            assertThat(p.variable()).isEqualTo("links");
            assertThat(p.sentence()).contains("a is linked").contains("no TCP port");
        });
        assertThat(plan.targets()).containsExactly("b-1");
    }

    @Test
    void aPortThatNobodyPublishesIsNamed() {
        Plan plan = BalancerConfiguration.of(new BalancerInput(
                variables(), List.of(80), List.of(service("a", "VIRTUAL_HOST", "a.example, b.example:8080"))));
        assertThat(text(plan)).contains("fe_8080");
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("8080").contains("publish"));
    }

    @Test
    void aVirtualHostThatIsNoneTakesNobodyElseDown() {
        Plan plan = plan(service("a", "VIRTUAL_HOST", "what is this"), service("b", "VIRTUAL_HOST", "b.example"));
        assertThat(plan.targets()).containsExactly("b-1");
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("a's VIRTUAL_HOST has “what is this”"));
    }

    @Test
    void aServiceWithoutContainersKeepsItsPlace() {
        Plan plan = plan(service("a", List.of(80), List.of(), "VIRTUAL_HOST", "a.example"));
        assertThat(section(plan, "backend be_a")).isNotEmpty();
        assertThat(plan.routed()).hasSize(1);
        assertThat(section(plan(), "frontend fe_80")).contains("default_backend be_:default");
    }

    @Test
    void theDefaultCanBeTcp() {
        Plan plan = plan(Map.of("MODE", "tcp"), service("a"));
        assertThat(section(plan, "frontend fe_80")).contains("mode tcp");
        assertThat(section(plan, "backend be_:default")).contains("mode tcp");
    }
}
