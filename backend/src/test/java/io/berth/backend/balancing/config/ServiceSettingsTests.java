package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.section;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.variables;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceSettingsTests {

    @Test
    void aServiceHasTheLastWordOnItsAlgorithmAndServers() {
        Plan plan = plan(
                variables("BALANCE", "leastconn", "HEALTH_CHECK", "check", "EXTRA_ROUTE_SETTINGS", "maxconn 1"),
                service(
                        "web",
                        "BALANCE",
                        "first",
                        "HEALTH_CHECK",
                        "check inter 9s",
                        "EXTRA_ROUTE_SETTINGS",
                        "maxconn 2"),
                service("api", "FAILOVER", "true"));
        assertThat(section(plan, "backend be_:default")).contains("balance first");
        assertThat(plan.setup().servers())
                .extracting(Server::options)
                .containsExactly("check maxconn 1 backup", "check inter 9s maxconn 2");
    }

    @Test
    void algorithmsThatHashDoSoConsistently() {
        assertThat(backend("BALANCE", "source")).contains("balance source", "hash-type consistent");
        assertThat(backend("BALANCE", "uri depth 2")).contains("hash-type consistent");
        assertThat(backend("BALANCE", "roundrobin")).doesNotContain("hash-type consistent");
    }

    @Test
    void whatOnlyHttpHasDoesNotBalanceTcp() {
        Plan plan = plan(service("web", "BALANCE", "uri", "TCP_PORTS", "2222"));
        assertThat(section(plan, "backend be_tcp:2222")).contains("balance roundrobin");
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void anAlgorithmThatHaproxyDoesNotHaveGivesWayToTheBalancers() {
        Plan plan = plan(variables("BALANCE", "leastconn"), service("web", "BALANCE", "fair"));
        assertThat(section(plan, "backend be_:default")).contains("balance leastconn");
        assertThat(plan.problems()).extracting(Problem::alias).containsExactly("web");
    }

    @Test
    void everybodyCanBeSentToTls() {
        Plan plan = plan(service("web", "FORCE_SSL", "true", "SSL_CERT", TestCertificates.variable("a")));
        assertThat(section(plan, "backend be_:default"))
                .contains("http-request redirect scheme https code 301 unless { ssl_fc }");
        assertThat(plan.problems()).isEmpty();
        assertThat(plan(service("web", "FORCE_SSL", "true")).sentences()).hasSize(1);
        assertThat(plan(service(
                                "web",
                                "FORCE_SSL",
                                "true",
                                "VIRTUAL_HOST",
                                "a.example",
                                "SSL_CERT",
                                TestCertificates.variable("a")))
                        .sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("https://"));
    }

    @Test
    void strictTransportIsAnnounced() {
        assertThat(backend("HSTS_MAX_AGE", "31536000"))
                .contains("http-response set-header Strict-Transport-Security 'max-age=31536000; includeSubDomains'");
        assertThat(plan(service("web", "HSTS_MAX_AGE", "long")).sentences()).hasSize(1);
    }

    @Test
    void answersCanBeCompressed() {
        assertThat(backend("GZIP_COMPRESSION_TYPE", "text/html text/css"))
                .contains("compression algo gzip", "compression type text/html text/css");
    }

    @Test
    void checksOptionsAndLinesAreTakenOver() {
        assertThat(backend("HTTP_CHECK", "GET /up", "OPTION", "httpclose", "EXTRA_SETTINGS", "fullconn 5, retries 1"))
                .contains("option httpchk GET /up", "option httpclose", "fullconn 5", "retries 1");
    }

    @Test
    void aCookieTiesClientsToServersAndMakesThemPartOfTheStructure() {
        List<String> backend = backend("COOKIE", "SRV insert indirect nocache");
        assertThat(backend)
                .contains(
                        "cookie SRV insert indirect nocache",
                        "server web-1 10.0.0.1:8080 check inter 500ms rise 2 fall 3 cookie web-1");
    }

    @Test
    void aCookieOfTheApplicationTiesClientsToServers() {
        assertThat(backend("APPSESSION", "JSESSIONID len 40 timeout 2h"))
                .contains(
                        "stick-table type string len 40 size 100k expire 2h",
                        "stick store-response res.cook(JSESSIONID)",
                        "stick match req.cook(JSESSIONID)");
    }

    @Test
    void serversThatNobodyLinkedAreLeftOut() {
        Plan plan = plan(service("web", "EXTRA_SETTINGS", "server own 10.9.9.9:80, fullconn 5"));
        assertThat(section(plan, "backend be_:default")).contains("fullconn 5").noneMatch(l -> l.contains("own"));
        assertThat(plan.sentences()).hasSize(1);
    }

    private static List<String> backend(String... variables) {
        return section(plan(service("web", variables)), "backend be_:default");
    }
}
