package io.berth.agent.jobs;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.HaproxyImage;
import io.berth.agent.engine.RealEngine;
import io.berth.agent.engine.Specs;
import io.berth.agent.engine.TestImages;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.BalancerSetup.Seen;
import io.berth.protocol.BalancerSetup.Server;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.RestartPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy before real servers. */
class BalancersOnDockerIT {

    private static final String CHECKED = "check inter 100ms rise 1 fall 1";

    @RegisterExtension
    static final RealEngine REAL = new RealEngine();

    private static PinnedImage haproxy;

    private final UUID installation = UUID.randomUUID();
    private final String prefix = "berth-test-" + installation.toString().substring(0, 8) + "-";
    private final String balancer = prefix + "balancer";
    private JobExecutor executor = executor();

    private JobExecutor executor() {
        return new JobExecutor(
                REAL.engine(),
                installation,
                new VolumeEpochs() {
                    @Override
                    public long highest(UUID volume) {
                        return 0;
                    }

                    @Override
                    public void raise(UUID volume, long epoch) {
                        throw new AssertionError("nothing here has a volume");
                    }
                },
                new SocketProbe(),
                InstantSource.system(),
                Pause.ofThread(),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    @BeforeAll
    static void image(@TempDir Path folder) throws Exception {
        haproxy = HaproxyImage.on(REAL, folder);
    }

    @BeforeEach
    void aBalancerWithoutServers() {
        done(new Job.CreateContainer(
                Specs.container(installation, balancer)
                        .image(haproxy)
                        .network(prefix + "net", "balancer")
                        .restart(RestartPolicy.ALWAYS)
                        .file(BalancerSetup.MAIN_FILE, configuration("s1", List.of(), ""))
                        .spec(),
                null));
        done(new Job.StartContainer(balancer, List.of(), true));
    }

    @AfterEach
    void clean() {
        REAL.removeAllOf(installation);
    }

    private JobOutcome run(Job job) {
        CompletableFuture<JobOutcome> answer = new CompletableFuture<>();
        executor.submit(UUID.randomUUID(), job, 0, answer::complete);
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private JobResult done(Job job) {
        JobOutcome outcome = run(job);
        assertThat(outcome).isInstanceOf(JobOutcome.Done.class);
        return ((JobOutcome.Done) outcome).result();
    }

    private JobOutcome.Failed failed(Job job) {
        JobOutcome outcome = run(job);
        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        return (JobOutcome.Failed) outcome;
    }

    private String address(String container) {
        return String.valueOf(REAL.engine()
                .findContainer(container)
                .orElseThrow()
                .observation()
                .address());
    }

    /** @return its address */
    private String web(String name) {
        PinnedImage plain = new PinnedImage(
                TestImages.PLAIN,
                null,
                REAL.engine().findImage(TestImages.PLAIN).orElseThrow().facts().imageId());
        done(new Job.CreateContainer(
                Specs.container(installation, prefix + name)
                        .image(plain)
                        .network(prefix + "net", name)
                        .shell("mkdir /www; echo " + name + " > /www/index.html; httpd -f -p 8080 -h /www")
                        .spec(),
                null));
        done(new Job.StartContainer(prefix + name, List.of(), true));
        String address = address(prefix + name);
        eventually(name + " listens", () -> new SocketProbe().accepts(address, 8080));
        return address;
    }

    private static Server server(String name, String address, boolean draining) {
        return new Server("be_web", name, address, 8080, CHECKED, draining);
    }

    private static String configuration(String structure, List<Server> servers, String more) {
        return """
                global
                  setenv BERTH_STRUCTURE %s
                  stats socket ipv4@127.0.0.1:9990 level admin expose-fd listeners
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  option redispatch
                frontend fe_web
                  bind :8000
                  default_backend be_web
                backend be_web
                %s
                backend mine
                  server kept 127.0.0.1:9
                %s
                """.formatted(
                        structure,
                        servers.stream()
                                .map(server -> "  server %s %s:%d %s"
                                        .formatted(server.name(), server.address(), server.port(), server.options()))
                                .collect(Collectors.joining("\n")),
                        more);
    }

    private Job.ConfigureBalancer setup(String structure, String more, Server... servers) {
        return new Job.ConfigureBalancer(
                balancer,
                new BalancerSetup(
                        structure,
                        9990,
                        Map.of(BalancerSetup.MAIN_FILE, configuration(structure, List.of(servers), more)),
                        List.of(servers)));
    }

    private JobResult.BalancerConfigured configured(Job.ConfigureBalancer job) {
        return (JobResult.BalancerConfigured) done(job);
    }

    /** Those of the backend whose servers change, by name. */
    private static Map<String, Seen> seen(JobResult.BalancerConfigured result) {
        return result.servers().stream()
                .filter(server -> server.backend().equals("be_web"))
                .collect(Collectors.toMap(Seen::name, server -> server));
    }

    private static Seen seen(JobResult.BalancerConfigured result, String name) {
        return result.servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void eventuallyChecked(Job.ConfigureBalancer job, String name) {
        eventually(name + " has passed its check", () -> {
            Seen server = seen(configured(job), name);
            return server.up() && server.checked();
        });
    }

    private static String get(String address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, 8000), 5000);
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains(" 200 ")
                    ? answer.substring(answer.lastIndexOf("\r\n")).strip()
                    : answer;
        }
    }

    /** Who answers, of the next few requests. */
    private Set<String> whoAnswers() throws IOException {
        Set<String> names = new HashSet<>();
        String address = address(balancer);
        for (int i = 0; i < 10; i++) {
            names.add(get(address));
        }
        return names;
    }

    @Test
    void serversComeDrainMoveAndGoWhileItRuns() throws Exception {
        Server one = server("one", web("one"), false);
        Server two = server("two", web("two"), false);
        Job.ConfigureBalancer both = setup("s1", "", one, two);

        JobResult.BalancerConfigured first = configured(both);
        assertThat(first.structure()).isEqualTo("s1");
        assertThat(first.reloaded()).isFalse();
        assertThat(seen(first)).containsOnlyKeys("one", "two");
        eventuallyChecked(both, "one");
        eventuallyChecked(both, "two");
        assertThat(whoAnswers()).containsExactlyInAnyOrder("one", "two");

        Seen drained = seen(configured(setup("s1", "", one, server("two", two.address(), true))), "two");
        assertThat(drained.draining()).isTrue();
        assertThat(drained.up()).isTrue();
        assertThat(drained.counters().requests()).isPositive();
        assertThat(whoAnswers()).containsExactly("one");

        assertThat(seen(configured(both), "two").draining()).isFalse();
        assertThat(whoAnswers()).containsExactlyInAnyOrder("one", "two");

        String three = web("three");
        assertThat(seen(configured(setup("s1", "", server("two", three, false)))))
                .containsOnlyKeys("two");
        assertThat(whoAnswers()).containsExactly("three");
        assertThat(configured(setup("s1", "")).servers())
                .as("servers of a backend that is not ours stay")
                .extracting(Seen::name)
                .containsExactly("kept");
    }

    @Test
    void aServerThatSomebodyIsConnectedToGoesAllTheSame() throws Exception {
        Server one = server("one", web("one"), false);
        configured(setup("s1", "", one));
        eventuallyChecked(setup("s1", "", one), "one");
        try (Socket open = new Socket(address(balancer), 8000)) {
            open.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            eventually(
                    "it is connected",
                    () -> seen(configured(setup("s1", "", one)), "one").sessions() == 1);

            assertThat(seen(configured(setup("s1", "")))).isEmpty();
        }
    }

    @Test
    void whatWasBegunBeforeAReloadIsKnownToBeUnderWayUntilItEnds() throws Exception {
        Server one = server("one", web("one"), false);
        eventuallyChecked(setup("s1", "", one), "one");
        Job.ConfigureBalancer drains = setup("s2", "listen extra\n  bind :8101\n", server("one", one.address(), true));
        try (Socket open = new Socket(address(balancer), 8000)) {
            open.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            eventually(
                    "it is connected",
                    () -> seen(configured(setup("s1", "", one)), "one").sessions() == 1);

            JobResult.BalancerConfigured reloaded = configured(drains);
            assertThat(seen(reloaded, "one").sessions()).isZero();
            assertThat(reloaded.formerAtWork()).isTrue();
        }
        eventually("the former process has ended", () -> !configured(drains).formerAtWork());
    }

    @Test
    void aServerThatIsDownDrainsAndIsKnownToDrain() throws Exception {
        Server nowhere = server("nowhere", "127.0.0.1", false);
        Job.ConfigureBalancer job = setup("s1", "", nowhere);
        configured(job);
        eventually("it is down", () -> !seen(configured(job), "nowhere").up());
        assertThat(seen(configured(job), "nowhere").check()).isEqualTo("L4CON");

        Seen drained = seen(configured(setup("s1", "", server("nowhere", "127.0.0.1", true))), "nowhere");

        assertThat(drained.draining()).isTrue();
        assertThat(drained.up()).isFalse();
        assertThat(seen(configured(job), "nowhere").draining()).isFalse();
    }

    @Test
    void aReloadLosesNoRequestAndKeepsTheDraining() throws Exception {
        Server one = server("one", web("one"), false);
        Server two = server("two", web("two"), true);
        eventuallyChecked(setup("s1", "", one, two), "one");
        AtomicBoolean over = new AtomicBoolean();
        List<String> answers = new ArrayList<>();
        String address = address(balancer);
        CompletableFuture<Void> requests = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                try {
                    answers.add(get(address));
                } catch (IOException e) {
                    answers.add(e.toString());
                }
            }
        });
        try {
            for (int i = 2; i < 7; i++) {
                JobResult.BalancerConfigured result =
                        configured(setup("s" + i, "listen extra\n  bind :" + (8100 + i) + "\n", one, two));
                assertThat(result.structure()).isEqualTo("s" + i);
                assertThat(result.reloaded()).isTrue();
                assertThat(seen(result, "two").draining()).isTrue();
            }
        } finally {
            over.set(true);
        }
        requests.get(10, TimeUnit.SECONDS);

        assertThat(answers).hasSizeGreaterThan(100).allMatch(answer -> answer.equals("one") || answer.equals("two"));
    }

    @Test
    void aConfigurationThatIsRefusedLeavesTheRunningOne() throws Exception {
        Server one = server("one", web("one"), false);
        eventuallyChecked(setup("s1", "", one), "one");

        JobOutcome.Failed failure = failed(setup("s2", "backend broken\n  blance roundrobin\n", one));

        assertThat(failure.code()).isEqualTo(FailureCode.BALANCER_REFUSED);
        assertThat(failure.message())
                .contains("[haproxy.cfg:", "unknown keyword 'blance'")
                .doesNotContain("candidate");
        assertRunsAsBefore(one);
    }

    @Test
    void aConfigurationThatDoesNotWorkHereLeavesTheRunningOne() throws Exception {
        Server one = server("one", web("one"), false);
        eventuallyChecked(setup("s1", "", one), "one");

        JobOutcome.Failed failure = failed(setup("s2", "listen elsewhere\n  bind 192.0.2.1:8001\n", one));

        assertThat(failure.code()).isEqualTo(FailureCode.BALANCER_REFUSED);
        assertThat(failure.message()).contains("cannot bind socket");
        assertRunsAsBefore(one);
    }

    private void assertRunsAsBefore(Server one) throws IOException {
        assertThat(whoAnswers()).containsExactly("one");
        assertThat(REAL.engine()
                        .exec(balancer, List.of("cat", BalancerSetup.MAIN_FILE))
                        .output())
                .isEqualTo(configuration("s1", List.of(one), ""));
        JobResult.BalancerConfigured after = configured(setup("s1", "", one));
        assertThat(after.reloaded()).isFalse();
        assertThat(seen(after)).containsOnlyKeys("one");
    }

    @Test
    void aServerThatIsRefusedIsSaidSo() {
        Server odd = new Server("be_web", "odd", "127.0.0.1", 80, "no-such-option", false);

        JobOutcome.Failed failure = failed(new Job.ConfigureBalancer(
                balancer,
                new BalancerSetup(
                        "s1",
                        9990,
                        Map.of(BalancerSetup.MAIN_FILE, configuration("s1", List.of(), "")),
                        List.of(odd))));

        assertThat(failure.code()).isEqualTo(FailureCode.BALANCER_REFUSED);
        assertThat(failure.message()).contains("be_web/odd", "unknown keyword 'no-such-option'");
    }

    @Test
    void oneThatEndsStartsAnewWithTheServersItHadLast() throws Exception {
        Server one = server("one", web("one"), false);
        eventuallyChecked(setup("s1", "", one), "one");
        configured(setup("s2", "listen extra\n  bind :8100\n", one));

        REAL.engine().exec(balancer, List.of("bash", "-c", "kill -TERM 1"));
        eventually(
                "it is there again",
                () -> REAL.engine()
                                .findContainer(balancer)
                                .orElseThrow()
                                .observation()
                                .restarts()
                        == 1);
        eventually("it answers", () -> new SocketProbe().accepts(address(balancer), 8000));

        assertThat(whoAnswers()).containsExactly("one");
        executor = executor(); // as after a restart of the agent
        assertThat(configured(setup("s2", "listen extra\n  bind :8100\n", one)).reloaded())
                .isFalse();
    }

    @Test
    void oneThatDoesNotRunIsMissing() {
        done(new Job.StopContainer(balancer, 5));

        assertThat(failed(setup("s1", "")).code()).isEqualTo(FailureCode.CONTAINER_MISSING);
    }
}
