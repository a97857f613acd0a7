package io.berth.agent.jobs;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.HaproxyImage;
import io.berth.agent.engine.RealEngine;
import io.berth.agent.engine.Specs;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real HAProxies that share the network and the port of a real holder. */
class HoldersOnDockerIT {

    private static final int PORT = 8000;

    @RegisterExtension
    static final RealEngine REAL = new RealEngine();

    private static PinnedImage haproxy;

    private final UUID installation = UUID.randomUUID();
    private final String prefix = "berth-test-" + installation.toString().substring(0, 8) + "-";
    private final String holder = prefix + "holder";
    private final JobExecutor executor = new JobExecutor(
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

    @BeforeAll
    static void image(@TempDir Path folder) throws Exception {
        haproxy = HaproxyImage.on(REAL, folder);
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

    private ContainerObservation seen(String name) {
        return REAL.engine().findContainer(prefix + name).orElseThrow().observation();
    }

    private static BalancerSetup setup(int number) {
        String text = """
                global
                  setenv BERTH_STRUCTURE s%1$d
                  stats socket ipv4@127.0.0.%2$d:9990 level admin expose-fd listeners
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  option idle-close-on-response
                frontend fe_web
                  bind :%3$d
                  http-request return status 200 content-type text/plain string "n%1$d"
                """.formatted(number, number + 1, PORT);
        return new BalancerSetup(
                "s" + number, 9990, Map.of(BalancerSetup.MAIN_FILE, text), List.of(), "127.0.0." + (number + 1));
    }

    /** A HAProxy that waits for its files, as balancers do. */
    private void make(String name) {
        done(new Job.CreateContainer(
                Specs.container(installation, prefix + name)
                        .image(haproxy)
                        .network(prefix + "net", "balancer")
                        .restart(RestartPolicy.ALWAYS)
                        .stopSignal("SIGUSR1")
                        .port(new PortBinding(PORT, "tcp", null))
                        .shell("exec bash -c 'trap \"exit 0\" USR1; until [[ -e " + BalancerSetup.BEGIN
                                + " ]]; do sleep 0.05; done; exec haproxy -W -db -f " + BalancerSetup.MAIN_FILE + "'")
                        .heldBy(holder)
                        .spec(),
                null));
        done(new Job.StartContainer(prefix + name, List.of(), true));
    }

    private void begin(String name, int number) {
        assertThat(run(new Job.AwaitHealthy(prefix + name, new HealthGate.TcpProbe(PORT, 1), false)))
                .as("only its predecessor may answer yet")
                .isInstanceOf(JobOutcome.Failed.class);
        done(new Job.ConfigureBalancer(prefix + name, setup(number)));
        done(new Job.AwaitHealthy(prefix + name, new HealthGate.TcpProbe(PORT, 20), false));
    }

    private String get() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            String.valueOf(REAL.engine()
                                    .findContainer(holder)
                                    .orElseThrow()
                                    .observation()
                                    .address()),
                            PORT),
                    5000);
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.lastIndexOf('\n') + 1);
        }
    }

    @Test
    void oneTakesOverFromTheOtherWithoutLosingAConnection() throws Exception {
        make("one");
        begin("one", 1);
        Map<String, Integer> answers = new HashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                String answer;
                try {
                    answer = get();
                } catch (IOException e) {
                    answer = e.toString();
                }
                answers.merge(answer, 1, Integer::sum);
            }
        });

        make("two");
        begin("two", 2);
        assertThat(seen("two").address()).isEqualTo(seen("one").address()).isNotNull();
        assertThat(seen("two").ports()).isEqualTo(seen("one").ports()).hasSize(1);
        done(new Job.StopContainer(prefix + "one", 20));
        done(new Job.RemoveContainer(prefix + "one"));
        assertThat(get()).isEqualTo("n2");
        over.set(true);
        client.get(10, TimeUnit.SECONDS);

        assertThat(answers).containsOnlyKeys("n1", "n2");
        done(new Job.StopContainer(prefix + "two", 20));
        done(new Job.RemoveContainer(prefix + "two"));
        assertThat(REAL.engine().containers(installation)).isEmpty();
    }

    @Test
    void afterItsHolderWasRestartedItServesAgainAtTheSamePort() throws Exception {
        make("one");
        begin("one", 1);
        List<PortBinding> ports = seen("one").ports();
        String id =
                REAL.engine().findContainer(holder).orElseThrow().observation().engineId();

        REAL.docker().restartContainerCmd(id).withTimeout(1).exec();
        executor.lookAfterHolders();

        eventually(
                "it answers",
                () -> new SocketProbe().accepts(String.valueOf(seen("one").address()), PORT));
        assertThat(get()).isEqualTo("n1");
        assertThat(seen("one").ports()).hasSameSizeAs(ports);
    }

    /** As an engine leaves it that came up again and started the one before the other. */
    @Test
    void oneThatCouldNotStartBeforeItsHolderIsStarted() throws Exception {
        make("one");
        begin("one", 1);
        REAL.docker().killContainerCmd(seen("one").engineId()).exec();
        REAL.docker()
                .killContainerCmd(REAL.engine()
                        .findContainer(holder)
                        .orElseThrow()
                        .observation()
                        .engineId())
                .exec();
        eventually("it has ended", () -> seen("one").state() == State.STOPPED);

        executor.lookAfterHolders();

        eventually(
                "it answers",
                () -> new SocketProbe().accepts(String.valueOf(seen("one").address()), PORT));
        assertThat(get()).isEqualTo("n1");
    }
}
