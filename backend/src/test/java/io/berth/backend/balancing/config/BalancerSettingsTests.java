package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.section;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.text;
import static io.berth.backend.balancing.config.Inputs.variables;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerSettingsTests {

    @Test
    void aBalancerWithoutSettingsHasUsefulOnes() {
        Plan plan = plan(service("web"));
        assertThat(section(plan, "global"))
                .containsExactly(
                        "setenv BERTH_STRUCTURE " + plan.setup().structure(),
                        "stats socket ipv4@127.0.0.1:19736 level admin expose-fd listeners",
                        "maxconn 4096",
                        "hard-stop-after 10m",
                        "tune.ssl.default-dh-param 2048");
        assertThat(section(plan, "defaults"))
                .containsExactly(
                        "mode http",
                        "timeout connect 5000",
                        "timeout client 50000",
                        "timeout server 50000",
                        "timeout tunnel 1h",
                        "timeout http-keep-alive 10s",
                        "timeout http-request 10s",
                        "timeout queue 30s",
                        "retries 3",
                        "retry-on conn-failure",
                        "option idle-close-on-response",
                        "option redispatch 1",
                        "option dontlognull",
                        "option forwardfor");
        assertThat(section(plan, "backend be_:default"))
                .containsExactly(
                        "mode http",
                        "balance roundrobin",
                        "http-request lua.park be_:default be_:default::park 30 1000",
                        "http-request return status 503 content-type text/plain string \"Too many requests wait.\" "
                                + "hdr Retry-After 1 if { var(txn.park_full) -m bool }",
                        "# servers of web: check inter 500ms rise 2 fall 3",
                        "server web-1 10.0.0.1:8080 check inter 500ms rise 2 fall 3");
    }

    @Test
    void settingsOfTheProcessAreTakenOver() {
        Plan plan = set(
                "MAXCONN", "99",
                "SSL_BIND_OPTIONS", "no-tlsv10",
                "SSL_BIND_CIPHERS", "ECDHE",
                "EXTRA_GLOBAL_SETTINGS", "tune.bufsize 32768, nbthread 1",
                "RSYSLOG_DESTINATION", "10.0.0.9");
        assertThat(section(plan, "global"))
                .contains(
                        "maxconn 99",
                        "ssl-default-bind-options no-tlsv10",
                        "ssl-default-bind-ciphers ECDHE",
                        "tune.bufsize 32768",
                        "nbthread 1",
                        "log 10.0.0.9 local0");
        assertThat(section(plan, "frontend fe_80")).contains("maxconn 99");
        assertThat(section(plan, "defaults")).contains("log global", "option httplog");
    }

    @Test
    void defaultsCanBeChanged() {
        Plan plan = set(
                "OPTION", "redispatch, http-server-close",
                "TIMEOUT", "connect 1s, check 2s, soon",
                "EXTRA_DEFAULT_SETTINGS", "errorfile 503 /a\\,b");
        assertThat(section(plan, "defaults"))
                .contains(
                        "option redispatch",
                        "option http-server-close",
                        "timeout connect 1s",
                        "timeout check 2s",
                        "timeout client 50000",
                        "errorfile 503 /a,b")
                .doesNotContain("option forwardfor");
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("The balancer's TIMEOUT has “soon”"));
    }

    @Test
    void algorithmAndServerOptionsHoldForServicesThatSayNothing() {
        Plan plan = set("BALANCE", "leastconn", "HEALTH_CHECK", "check", "EXTRA_ROUTE_SETTINGS", "maxconn 5");
        assertThat(section(plan, "backend be_:default")).contains("balance leastconn");
        assertThat(plan.setup().servers()).extracting(Server::options).containsExactly("check maxconn 5");
    }

    @Test
    void anAlgorithmThatHaproxyDoesNotHaveIsNamed() {
        Plan plan = set("BALANCE", "fair");
        assertThat(section(plan, "backend be_:default")).contains("balance roundrobin");
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("The balancer's BALANCE is “fair”"));
    }

    @Test
    void modesThatHaproxyDoesNotHaveAreNamed() {
        assertThat(set("MODE", "health").sentences()).hasSize(1);
    }

    @Test
    void theStatisticsPageIsThereIfItsPortIsPublished() {
        assertThat(text(set())).doesNotContain("berth_stats");
        Plan usual =
                BalancerConfiguration.of(new BalancerInput(variables(), List.of(80, 1936), List.of(service("web"))));
        assertThat(section(usual, "listen berth_stats")).contains("bind :1936", "stats auth 'stats:stats'");
        Plan own = BalancerConfiguration.of(new BalancerInput(
                variables("STATS_PORT", "9000", "STATS_AUTH", "me:it's"), List.of(80, 9000), List.of(service("web"))));
        assertThat(section(own, "listen berth_stats")).contains("bind :9000", "stats auth 'me:it'\\''s'");
    }

    @Test
    void noStatisticsAreShownToEverybodyBecauseOfAMistake() {
        Plan plan = BalancerConfiguration.of(
                new BalancerInput(variables("STATS_AUTH", "nocolon"), List.of(1936), List.of(service("web"))));
        assertThat(text(plan)).doesNotContain("berth_stats");
        assertThat(plan.sentences()).hasSize(1);
    }

    @Test
    void theBalancerCanAnswerForItself() {
        assertThat(section(set("MONITOR_URI", "/ping", "MONITOR_PORT", "80"), "frontend fe_80"))
                .contains("monitor-uri /ping");
        assertThat(section(set("MONITOR_URI", "/ping", "MONITOR_PORT", "81"), "frontend berth_monitor"))
                .contains("bind :81", "monitor-uri /ping");
        assertThat(set("MONITOR_URI", "/ping").sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("MONITOR_PORT"));
    }

    @Test
    void certificatesAreFilesInOrderWithTheDefaultFirst() {
        Plan plan = plan(
                variables(
                        "DEFAULT_SSL_CERT", TestCertificates.variable("default.example"),
                        "EXTRA_SSL_CERTS", "MORE, NOTHING",
                        "MORE", TestCertificates.variable("more.example")),
                service("web", "SSL_CERT", TestCertificates.variable("web.example")));
        assertThat(plan.setup().files())
                .containsKeys(
                        "/usr/local/etc/haproxy/certs/cert0.pem",
                        "/usr/local/etc/haproxy/certs/cert1.pem",
                        "/usr/local/etc/haproxy/certs/cert2.pem")
                .containsEntry("/usr/local/etc/haproxy/certs.list", """
                        /usr/local/etc/haproxy/certs/cert0.pem
                        /usr/local/etc/haproxy/certs/cert1.pem
                        /usr/local/etc/haproxy/certs/cert2.pem
                        """);
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("NOTHING"));
        assertThat(plan.toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void aCertificateThatIsNoneTakesNoOtherOneDown() {
        Plan plan = plan(
                service("a", "SSL_CERT", "nonsense"), service("b", "SSL_CERT", TestCertificates.variable("b.example")));
        assertThat(text(plan)).contains("fe_443");
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).startsWith("a's SSL_CERT"));
    }

    @Test
    void certificatesCanLieInAMountedFolder() {
        assertThat(section(set("CERT_FOLDER", "/certs/", "SSL_CERT", "ignored"), "frontend fe_443"))
                .contains("bind :443 ssl crt /certs/ alpn h2,http/1.1");
    }

    @Test
    void clientsCanBeMadeToShowACertificate() {
        String authority = TestCertificates.pem(TestCertificates.certificate(TestCertificates.EC, "ca"));
        Plan plan = set("SSL_CERT", TestCertificates.variable("a.example"), "CA_CERT", authority);
        assertThat(section(plan, "frontend fe_443"))
                .anyMatch(l -> l.endsWith("ca-file /usr/local/etc/haproxy/ca.pem verify required"));
        assertThat(section(set("CERT_FOLDER", "/c", "CA_CERT_FILE", "/ca/cert.pem"), "frontend fe_443"))
                .anyMatch(l -> l.endsWith("ca-file /ca/cert.pem verify required"));
    }

    @Test
    void nobodyGetsInIfThoseWhoMayCannotBeRead() {
        Plan plan = set("SSL_CERT", TestCertificates.variable("a.example"), "CA_CERT", "nonsense");
        assertThat(text(plan)).doesNotContain("fe_443");
        assertThat(plan.problems()).extracting(Problem::variable).containsExactly("CA_CERT");
    }

    @Test
    void bindAndFrontendLinesAreOfOnePort() {
        Plan plan = set(
                "EXTRA_BIND_SETTINGS", "80:accept-proxy, 80:name http, 443",
                "EXTRA_FRONTEND_SETTINGS_80", "http-request deny if { path /no }");
        assertThat(section(plan, "frontend fe_80"))
                .contains("bind :80 accept-proxy name http", "http-request deny if { path /no }");
    }

    @Test
    void passwordsAreAskedForInEveryService() {
        Plan plan = plan(
                variables("HTTP_BASIC_AUTH", "me:a'b\\,c, nocolon", "HTTP_BASIC_AUTH_SECURE", "you:$5$x$y"),
                service("web", "VIRTUAL_HOST", "a"),
                service("open", "VIRTUAL_HOST", "b", "EXCLUDE_BASIC_AUTH", "yes"));
        assertThat(section(plan, "userlist berth_users"))
                .containsExactly("user 'me' insecure-password 'a'\\''b,c'", "user 'you' password '$5$x$y'");
        assertThat(section(plan, "backend be_web")).anyMatch(l -> l.startsWith("http-request auth"));
        assertThat(section(plan, "backend be_open")).noneMatch(l -> l.startsWith("http-request auth"));
        assertThat(plan.sentences())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("entry number 2").doesNotContain("nocolon"));
    }

    @Test
    void whereTlsEndsBeforeTheBalancerTheHeaderCanBeLeftAlone() {
        Plan plan = set("SSL_CERT", TestCertificates.variable("a"), "SKIP_FORWARDED_PROTO", "true");
        assertThat(text(plan)).contains("fe_443").doesNotContain("X-Forwarded-Proto");
    }

    private static Plan set(String... variables) {
        return plan(variables(variables), service("web"));
    }
}
