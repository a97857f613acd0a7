package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.berth.protocol.BalancerSetup.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests the real HAProxy sends to a canary. */
class HaproxySharesTests {

    private static final String CANARY = "127.0.0.4";
    private static final int REQUESTS = 300;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void answerWithTheAddressThatWasAsked() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ("from " + exchange.getLocalAddress().getAddress().getHostAddress())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roundrobin", "static-rr", "random"})
    void aTenthOfTheRequestsReachesTheCanary(String balance) throws IOException {
        try (RunningHaproxy haproxy = new RunningHaproxy(canary(10, "BALANCE", balance), folder)) {
            int tolerance = balance.equals("random") ? 25 : 3;
            assertThat(toCanary(haproxy)).isBetween(30 - tolerance, 30 + tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roundrobin", "leastconn", "source", "uri", "hdr(x)"})
    void allAreSwitchedToTheCanaryAndBackWhileItRuns(String balance) throws IOException {
        try (RunningHaproxy haproxy = new RunningHaproxy(canary(0, "BALANCE", balance), folder)) {
            assertThat(toCanary(haproxy)).isZero();
            tell(haproxy, canary(100, "BALANCE", balance));
            assertThat(toCanary(haproxy)).isEqualTo(REQUESTS);
            tell(haproxy, canary(0, "BALANCE", balance));
            assertThat(toCanary(haproxy)).isZero();
        }
    }

    @Test
    void aServerWithoutAShareCountsAsOneThatServes() throws IOException {
        try (RunningHaproxy haproxy = new RunningHaproxy(canary(0), folder)) {
            String row = haproxy.tell(ProcessSections.CONTROL_PORT, "show servers state\n")
                    .lines()
                    .filter(line -> line.contains("web-4"))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.split(" ")[6]).as("what it was told to be").isEqualTo("0");
            assertThat(row.split(" ")[7]).as("its weight").isEqualTo("0");
        }
    }

    private static void tell(RunningHaproxy haproxy, Plan plan) throws IOException {
        for (Server wanted : plan.setup().servers()) {
            String path = wanted.backend() + "/" + wanted.name();
            assertThat(haproxy.tell(
                            ProcessSections.CONTROL_PORT, "set server " + path + " weight " + wanted.weight() + "\n"))
                    .isBlank();
        }
    }

    private static int toCanary(RunningHaproxy haproxy) throws IOException {
        int canary = 0;
        for (int i = 0; i < REQUESTS; i++) {
            canary += haproxy.get(80, "x", "/" + i, "x: " + i).endsWith(CANARY) ? 1 : 0;
        }
        return canary;
    }

    private Plan canary(int percent, String... variables) {
        List<Integer> ports = List.of(server.getAddress().getPort());
        BalancerLink web = service("web", ports, List.of(), variables);
        List<Target> targets = List.of(
                new Target("web-1", "127.0.0.1", false),
                new Target("web-2", "127.0.0.2", false),
                new Target("web-3", "127.0.0.3", false),
                new Target("web-4", CANARY, false, true));
        return plan(new BalancerLink("web", web.id(), web.variables(), ports, targets, percent, false));
    }
}
