package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.variables;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.berth.protocol.BalancerSetup.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real HAProxy does with a plan. */
class HaproxyBehaviourTests {

    private final List<HttpServer> servers = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void requestsGoByHostPathAndScheme() throws IOException {
        Plan plan = plan(
                answering("shop", "VIRTUAL_HOST", "shop.example"),
                answering("api", "VIRTUAL_HOST", "shop.example/api/*"),
                answering("any", "VIRTUAL_HOST", "*.example"),
                answering("ws", "VIRTUAL_HOST", "ws://shop.example"));
        assertThat(plan.problems()).isEmpty();
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.get(80, "SHOP.example:80", "/")).endsWith("from shop");
            assertThat(haproxy.get(80, "shop.example", "/API/1?x=y")).endsWith("from api");
            assertThat(haproxy.get(80, "shop.example", "/api")).endsWith("from shop");
            assertThat(haproxy.get(80, "other.example", "/")).endsWith("from any");
            assertThat(haproxy.get(
                            80,
                            "shop.example",
                            "/",
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                    .endsWith("from ws");
            assertThat(haproxy.get(80, "elsewhere", "/")).startsWith("HTTP/1.1 503");
            assertThat(haproxy.tell(ProcessSections.CONTROL_PORT, "show env BERTH_STRUCTURE\n"))
                    .contains("BERTH_STRUCTURE=" + plan.setup().structure());
        }
    }

    @Test
    void certificatesAreChosenByNameAndHttp2IsSpoken() throws IOException {
        Plan plan = plan(
                answering("a", "VIRTUAL_HOST", "https://a.example", "SSL_CERT", TestCertificates.variable("a.example")),
                answering(
                        "b", "VIRTUAL_HOST", "https://b.example", "SSL_CERT", TestCertificates.variable("b.example")));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.greeting(443, "a.example")).isEqualTo("CN=a.example h2");
            assertThat(haproxy.greeting(443, "b.example")).isEqualTo("CN=b.example h2");
        }
    }

    @Test
    void plainRequestsAreSentToTls() throws IOException {
        Plan plan = plan(answering("a", "FORCE_SSL", "true", "SSL_CERT", TestCertificates.variable("a.example")));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.get(80, "a.example", "/x"))
                    .startsWith("HTTP/1.1 301")
                    .contains("location: https://a.example/x");
        }
    }

    @Test
    void aCookieKeepsAClientOnItsServerAlsoWhileItDrains() throws IOException {
        Plan plan = plan(answering("a", "COOKIE", "SRV insert indirect nocache"), answering("b"));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.get(80, "x", "/")).contains("set-cookie: SRV=");
            haproxy.tell(ProcessSections.CONTROL_PORT, "set server be_:default/a-1 state drain\n");
            for (int i = 0; i < 4; i++) {
                assertThat(haproxy.get(80, "x", "/", "Cookie: SRV=a-1")).endsWith("from a");
                assertThat(haproxy.get(80, "x", "/")).endsWith("from b");
            }
        }
    }

    @Test
    void passwordsAreChecked() throws IOException {
        Plan plan = plan(variables("HTTP_BASIC_AUTH", "me:it's#1"), answering("a"));
        String right = Base64.getEncoder().encodeToString("me:it's#1".getBytes(StandardCharsets.UTF_8));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.get(80, "x", "/")).startsWith("HTTP/1.1 401");
            assertThat(haproxy.get(80, "x", "/", "Authorization: Basic " + right))
                    .endsWith("from a");
        }
    }

    @Test
    void serversOfAllButStaticPoolsCanBeAddedWhileItRuns() throws IOException {
        for (String balance : List.of("roundrobin", "leastconn", "first", "source", "uri", "random", "hdr(x)")) {
            BalancerLink one = answering("a", "BALANCE", balance);
            BalancerLink more = answering("b", "EXTRA_ROUTE_SETTINGS", "maxconn 7 slowstart 1s");
            Plan empty = plan(one, new BalancerLink("b", more.id(), more.variables(), more.ports(), List.of()));
            Plan full = plan(one, more);
            assertThat(full.setup().structure()).isEqualTo(empty.setup().structure());
            try (RunningHaproxy haproxy = new RunningHaproxy(empty, folder)) {
                Server added = full.setup().servers().getLast();
                String path = added.backend() + "/" + added.name();
                String command =
                        "add server " + path + " " + added.address() + ":" + added.port() + " " + added.options();
                assertThat(haproxy.tell(ProcessSections.CONTROL_PORT, command + "; enable server " + path + "\n"))
                        .as(balance)
                        .contains("New server registered.");
                TreeSet<String> seen = new TreeSet<>();
                for (int i = 0; i < 200 && seen.size() < 2 && balance.equals("roundrobin"); i++) {
                    String answer = haproxy.get(80, "x", "/");
                    seen.add(answer.substring(answer.lastIndexOf(' ') + 1));
                }
                assertThat(seen).isIn(new TreeSet<>(), new TreeSet<>(List.of("a", "b")));
            }
        }
    }

    /** A service with one container, which says its name to whoever asks. */
    private BalancerLink answering(String name, String... variables) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ("from " + name).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        servers.add(server);
        int port = server.getAddress().getPort();
        return service(name, List.of(port), List.of(new Target(name + "-1", "127.0.0.1", false)), variables);
    }
}
