package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.berth.protocol.BalancerSetup.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits while a service is replaced, by the real HAProxy. */
@Timeout(60)
class ParkingTests {

    private static final String MARK = "be_:default::park/replaced";

    @TempDir
    private Path folder = Path.of("");

    private static BalancerLink replaced(BalancerLink link) {
        return new BalancerLink(link.alias(), link.id(), link.variables(), link.ports(), link.targets(), null, true);
    }

    private static BalancerLink without(BalancerLink link) {
        return new BalancerLink(
                link.alias(), link.id(), link.variables(), link.ports(), List.of(), null, link.replaced());
    }

    private static List<String> servers(Plan plan) {
        return plan.setup().servers().stream()
                .map(s -> s.backend() + "/" + s.name())
                .toList();
    }

    @Test
    void onlyTheMarkSaysThatAServiceIsReplacedSoNothingIsReloaded() {
        Plan calm = plan(service("web"));
        Plan busy = plan(replaced(service("web")));

        assertThat(servers(calm)).doesNotContain(MARK);
        assertThat(servers(busy)).contains(MARK);
        assertThat(busy.setup().structure()).isEqualTo(calm.setup().structure());
    }

    @Test
    void nothingIsParkedWhereItCannotBeOrIsNotWanted() {
        for (BalancerLink link : List.of(
                service("web", "PARK_SECONDS", "0"),
                service("web", "BALANCE", "static-rr"),
                service("web", "COOKIE", "SRV insert"),
                service("web", "TCP_PORTS", "8080"))) {
            Plan plan = plan(replaced(link));
            assertThat(plan.setup().files()).doesNotContainKey(Parking.FILE);
            assertThat(Inputs.text(plan)).doesNotContain("park");
            assertThat(servers(plan)).noneMatch(server -> server.contains("park"));
        }
    }

    @Test
    void boundsThatCannotBeFollowedAreNamed() {
        assertThat(plan(service("web", "PARK_SECONDS", "601", "PARK_REQUESTS", "many"))
                        .problems())
                .extracting(Problem::variable)
                .containsExactlyInAnyOrder("PARK_SECONDS", "PARK_REQUESTS");
    }

    @Test
    void aRequestWaitsFromTheDrainOfTheOldContainerUntilTheNewOneHasCome() throws Exception {
        HttpServer server = answering();
        BalancerLink web = replaced(service(
                "web",
                List.of(server.getAddress().getPort()),
                List.of(new Target("web-1", "127.0.0.1", false)),
                "PARK_REQUESTS",
                "1"));
        Server old = plan(web).setup().servers().getFirst();
        try (RunningHaproxy haproxy = new RunningHaproxy(plan(web), folder);
                var threads = Executors.newCachedThreadPool()) {
            haproxy.tell(ProcessSections.CONTROL_PORT, "set server be_:default/web-1 state drain\n");
            List<CompletableFuture<String>> both = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> haproxy.get(80, "x", "/"), threads))
                    .limit(2)
                    .toList();

            Object first = CompletableFuture.anyOf(both.toArray(CompletableFuture[]::new))
                    .get(20, TimeUnit.SECONDS);
            assertThat((String) first)
                    .as("one too many")
                    .startsWith("HTTP/1.1 503")
                    .contains("retry-after: 1");

            CompletableFuture<String> waiting =
                    both.stream().filter(f -> !f.isDone()).findFirst().orElseThrow();
            haproxy.tell(
                    ProcessSections.CONTROL_PORT,
                    "set server be_:default/web-1 state maint; del server be_:default/web-1\n");
            assertThat(isDone(waiting)).as("while there is no server at all").isFalse();
            haproxy.tell(
                    ProcessSections.CONTROL_PORT,
                    "add server be_:default/web-2 127.0.0.1:" + old.port() + " " + old.options()
                            + "; enable health be_:default/web-2; set server be_:default/web-2 state ready\n");
            assertThat(waiting.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRequestFailsAfterTheTimeAndAtOnceWithoutTheMark() throws Exception {
        BalancerLink web = without(replaced(service("web", "PARK_SECONDS", "2")));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan(web), folder)) {
            long begun = System.nanoTime();
            assertThat(haproxy.get(80, "x", "/")).startsWith("HTTP/1.1 503");
            assertThat(System.nanoTime() - begun).isBetween(900_000_000L, 5_000_000_000L);

            haproxy.tell(ProcessSections.CONTROL_PORT, "set server " + MARK + " state maint\n");
            begun = System.nanoTime();
            assertThat(haproxy.get(80, "x", "/")).startsWith("HTTP/1.1 503");
            assertThat(System.nanoTime() - begun).isLessThan(900_000_000L);
        }
    }

    private static boolean isDone(CompletableFuture<String> answer) throws Exception {
        try {
            answer.get(300, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillWaiting) {
            return false;
        }
    }

    private static HttpServer answering() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
