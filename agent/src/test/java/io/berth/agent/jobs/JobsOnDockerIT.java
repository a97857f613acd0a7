package io.berth.agent.jobs;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.RealEngine;
import io.berth.agent.engine.Specs;
import io.berth.agent.engine.TestImages;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.Labels;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs as production runs them, on a real engine. */
class JobsOnDockerIT {

    @RegisterExtension
    static final RealEngine REAL = new RealEngine();

    private final UUID installation = UUID.randomUUID();
    private final String prefix = "berth-test-" + installation.toString().substring(0, 8) + "-";
    private final Map<UUID, Long> epochs = new HashMap<>();
    private final JobExecutor executor = new JobExecutor(
            REAL.engine(),
            installation,
            new VolumeEpochs() {
                @Override
                public long highest(UUID volume) {
                    return epochs.getOrDefault(volume, 0L);
                }

                @Override
                public void raise(UUID volume, long epoch) {
                    epochs.put(volume, epoch);
                }
            },
            new SocketProbe(),
            InstantSource.system(),
            Pause.ofThread(),
            Executors.newVirtualThreadPerTaskExecutor());

    @AfterEach
    void clean() {
        REAL.removeAllOf(installation);
    }

    private CompletableFuture<JobOutcome> submit(Job job) {
        CompletableFuture<JobOutcome> answer = new CompletableFuture<>();
        executor.submit(UUID.randomUUID(), job, 0, answer::complete);
        return answer;
    }

    private JobOutcome run(Job job) {
        return submit(job).orTimeout(60, TimeUnit.SECONDS).join();
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

    private Specs container(String name) {
        return container(name, TestImages.PLAIN);
    }

    private Specs container(String name, String image) {
        JobResult.ImageResolved resolved = new JobResult.ImageResolved(new PinnedImage(
                image,
                null,
                REAL.engine().findImage(image).orElseThrow().facts().imageId()));
        return Specs.container(installation, prefix + name)
                .image(resolved.image())
                .network(prefix + "net", "web", name);
    }

    private String create(Specs specs) {
        ContainerSpec spec = specs.spec();
        done(new Job.CreateContainer(spec, null));
        return spec.name();
    }

    @Test
    void aContainerBecomesHealthyByItsHealthCheckAndStopsInItsGraceTime() {
        String name = create(container("healthy", TestImages.WITH_HEALTH_CHECK)
                .restart(RestartPolicy.ALWAYS)
                .shell("touch /healthy; trap 'exit 9' QUIT; while true; do sleep 0.05; done"));
        done(new Job.StartContainer(name, List.of(), true));

        assertThat(done(new Job.AwaitHealthy(name, new HealthGate.DockerHealthCheck(30), false)))
                .isEqualTo(new JobResult.ContainerHealthy("Docker's health check passed"));
        assertThat(REAL.docker()
                        .inspectContainerCmd(name)
                        .exec()
                        .getHostConfig()
                        .getRestartPolicy()
                        .getName())
                .isEqualTo("always");

        assertThat(done(new Job.StopContainer(name, 10))).isEqualTo(new JobResult.ContainerStopped(9, ""));
        assertThat(REAL.docker()
                        .inspectContainerCmd(name)
                        .exec()
                        .getHostConfig()
                        .getRestartPolicy()
                        .getName())
                .isEqualTo("no");
        done(new Job.RemoveContainer(name));
        assertThat(REAL.engine().findContainer(name)).isEmpty();
    }

    @Test
    void aHealthCheckThatFailsIsToldWithItsOutput() {
        String name = create(container("unhealthy", TestImages.WITH_HEALTH_CHECK)
                .shell("echo starting up; while true; do sleep 0.1; done"));
        done(new Job.StartContainer(name, List.of(), true));

        JobOutcome.Failed failure = failed(new Job.AwaitHealthy(name, new HealthGate.DockerHealthCheck(30), false));

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(failure.message()).contains("not yet");
        assertThat(failure.log()).contains("starting up");
    }

    @Test
    void aPortIsProbedFromTheHost() {
        String name = create(container("probed").shell("sleep 1; mkdir /www; httpd -f -p 8080 -h /www"));
        done(new Job.StartContainer(name, List.of(), true));

        assertThat(done(new Job.AwaitHealthy(name, new HealthGate.TcpProbe(8080, 30), false)))
                .isEqualTo(new JobResult.ContainerHealthy("Port 8080 accepts connections"));
        assertThat(failed(new Job.AwaitHealthy(name, new HealthGate.TcpProbe(8081, 1), false))
                        .code())
                .isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
    }

    @Test
    void aPathIsAskedForFromTheHost() {
        String name = create(container("asked")
                .shell("mkdir /www; httpd -p 8080 -h /www; sleep 1; echo up > /www/up"
                        + "; trap 'exit 0' QUIT; while true; do sleep 0.05; done"));
        done(new Job.StartContainer(name, List.of(), true));

        assertThat(done(new Job.AwaitHealthy(name, new HealthGate.HttpProbe(8080, "/up", 30), false)))
                .isEqualTo(new JobResult.ContainerHealthy("/up on port 8080 answered with 200"));
        assertThat(failed(new Job.AwaitHealthy(name, new HealthGate.HttpProbe(8080, "/down", 1), false))
                        .message())
                .contains("/down", "The last answer was 404.");
        assertThat(failed(new Job.AwaitHealthy(name, new HealthGate.HttpProbe(8081, "/up", 1), false))
                        .message())
                .contains("Connection refused");
    }

    @Test
    void aContainerOnTheHostsNetworkIsProbedAtTheLoopbackAddress() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String name = create(container("host").onHostNetwork().shell("mkdir /www; httpd -f -h /www -p " + port));
        done(new Job.StartContainer(name, List.of(), true));

        assertThat(done(new Job.AwaitHealthy(name, new HealthGate.TcpProbe(port, 30), false)))
                .isEqualTo(new JobResult.ContainerHealthy("Port " + port + " accepts connections"));
        assertThat(REAL.docker().listNetworksCmd().withNameFilter(prefix).exec())
                .isEmpty();
        done(new Job.StopContainer(name, 0));
    }

    @Test
    void aContainerThatHasDoneItsWorkIsNotStartedAgainAndPasses() {
        String name = create(container("once").shell("echo worked; exit 0"));
        Job.StartContainer first = new Job.StartContainer(name, List.of(), true);
        done(first);
        assertThat(done(new Job.AwaitHealthy(name, new HealthGate.RunningFor(9, 10), true)))
                .isEqualTo(new JobResult.ContainerHealthy("It has ended with exit code 0"));

        done(first);

        assertThat(done(new Job.StopContainer(name, 5))).isEqualTo(new JobResult.ContainerStopped(0, "worked"));
    }

    @Test
    void aContainerThatIsRestartedOverAndOverIsStoppedForGood() {
        String name = create(container("loops").restart(RestartPolicy.ALWAYS).shell("echo again; sleep 0.1; exit 1"));
        done(new Job.StartContainer(name, List.of(), true));
        eventually(
                "it is restarted",
                () -> REAL.engine()
                                .findContainer(name)
                                .orElseThrow()
                                .observation()
                                .restarts()
                        > 1);

        JobResult.ContainerStopped stopped = (JobResult.ContainerStopped) done(new Job.StopContainer(name, 5));

        assertThat(stopped.log()).contains("again");
        done(new Job.RemoveContainer(name));
    }

    @Test
    void aContainerThatExitsIsToldWithItsExitCodeAndLog() {
        String name = create(container("exits").shell("echo no such file; exit 3"));
        done(new Job.StartContainer(name, List.of(), true));

        JobOutcome.Failed failure = failed(new Job.AwaitHealthy(name, new HealthGate.RunningFor(5, 30), false));

        assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(failure.message()).contains("exit code 3");
        assertThat(failure.log()).contains("no such file");
    }

    @Test
    void aStopEndsAWaitThatWouldTakeLong() {
        String name = create(container("waits"));
        done(new Job.StartContainer(name, List.of(), true));
        CompletableFuture<JobOutcome> wait = submit(new Job.AwaitHealthy(name, new HealthGate.TcpProbe(9, 600), false));

        assertThat(done(new Job.StopContainer(name, 5))).isInstanceOf(JobResult.ContainerStopped.class);

        assertThat(wait.join())
                .isInstanceOfSatisfying(
                        JobOutcome.Failed.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.INTERRUPTED));
    }

    @Test
    void aTakenHostPortIsSaidSo() {
        String first = create(container("port-1").port(new PortBinding(8080, "tcp", null)));
        JobResult.ContainerStarted started =
                (JobResult.ContainerStarted) done(new Job.StartContainer(first, List.of(), true));
        Integer port = started.observation().ports().getFirst().hostPort();
        String second = create(container("port-2").port(new PortBinding(8080, "tcp", port)));

        JobOutcome.Failed failure = failed(new Job.StartContainer(second, List.of(), true));

        assertThat(failure.code()).isEqualTo(FailureCode.PORT_TAKEN);
        assertThat(failure.message()).contains(String.valueOf(port));
    }

    @Test
    void aVolumeGoesFromOneContainerToTheNextWithItsData() {
        UUID id = UUID.randomUUID();
        VolumeMount fresh = new VolumeMount(id, prefix + "data", "/data", true, 1);
        VolumeMount known = new VolumeMount(id, prefix + "data", "/data", false, 2);
        String writer = create(container("writer").volume(fresh).shell("echo kept > /data/file"));
        done(new Job.StartContainer(writer, List.of(fresh), true));
        done(new Job.StopContainer(writer, 5));
        done(new Job.RemoveContainer(writer));

        String reader = create(container("reader").volume(known).shell("cat /data/file; exit 1"));
        done(new Job.StartContainer(reader, List.of(known), true));

        assertThat(failed(new Job.AwaitHealthy(reader, new HealthGate.RunningFor(9, 10), false))
                        .log())
                .isEqualTo("kept");
        assertThat(REAL.engine().findVolume(prefix + "data").orElseThrow().labels())
                .containsEntry(Labels.VOLUME, id.toString());
        assertThat(failed(new Job.CreateContainer(
                                container("late").volume(fresh).spec(), null))
                        .message())
                .contains("epoch 1");
    }

    @Test
    void aMissingVolumeIsNotMadeByTheEngineEither() {
        VolumeMount missing = new VolumeMount(UUID.randomUUID(), prefix + "missing", "/data", false, 1);

        assertThat(failed(new Job.CreateContainer(
                                container("blind").volume(missing).spec(), null))
                        .code())
                .isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(REAL.engine().findVolume(prefix + "missing")).isEmpty();
    }
}
