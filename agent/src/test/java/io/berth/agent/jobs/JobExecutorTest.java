package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.FakeEngine;
import io.berth.agent.engine.Specs;
import io.berth.protocol.ContainerObservation.Health;
import io.berth.protocol.ContainerObservation.State;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobExecutorTest {

    private static final UUID INSTALLATION = UUID.randomUUID();
    private static final String DIGEST = "sha256:" + "d".repeat(64);

    private final FakeEngine engine = new FakeEngine();
    private final SimulatedTime time = new SimulatedTime();
    private final Map<UUID, Long> epochs = new HashMap<>();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final List<String> listening = new ArrayList<>();
    private final Map<String, Probe.HttpAnswer> answers = new HashMap<>();
    private final VolumeEpochs epochStore = new VolumeEpochs() {
        @Override
        public long highest(UUID volume) {
            return epochs.getOrDefault(volume, 0L);
        }

        @Override
        public void raise(UUID volume, long epoch) {
            epochs.merge(volume, epoch, Math::max);
        }
    };
    private final Probe probe = new Probe() {
        @Override
        public boolean accepts(String address, int port) {
            return listening.contains(address + ":" + port);
        }

        @Override
        public HttpAnswer get(String address, int port, String path) {
            return answers.getOrDefault(address + ":" + port + path, new HttpAnswer.None("Connection refused"));
        }
    };
    private final JobExecutor executor =
            new JobExecutor(engine, INSTALLATION, epochStore, probe, time, time, work::add);

    @BeforeEach
    void anImageOnTheEngine() {
        engine.load("web:1", FakeEngine.facts("sha256:web"));
        engine.publish("r.example/web", "1", DIGEST, FakeEngine.facts("sha256:web-1"));
    }

    private JobOutcome run(Job job) {
        return run(UUID.randomUUID(), job);
    }

    private JobOutcome run(UUID id, Job job) {
        List<JobOutcome> answers = new ArrayList<>();
        executor.submit(id, job, 0, answers::add);
        work();
        return answers.getFirst();
    }

    private void work() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    private static JobOutcome.Failed failed(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        return (JobOutcome.Failed) outcome;
    }

    private static JobResult done(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.Done.class);
        return ((JobOutcome.Done) outcome).result();
    }

    private static Specs web(String name) {
        return Specs.container(INSTALLATION, name)
                .image(new PinnedImage("web:1", null, "sha256:web"))
                .network("team-net", "web");
    }

    private JobOutcome create(Specs container) {
        return run(new Job.CreateContainer(container.spec(), null));
    }

    private JobOutcome start(String name, VolumeMount... volumes) {
        return run(new Job.StartContainer(name, List.of(volumes), false));
    }

    private State state(String name) {
        return engine.findContainer(name).orElseThrow().observation().state();
    }

    private static VolumeMount volume(UUID id, boolean create, long epoch) {
        return new VolumeMount(id, "volume-" + id, "/data", create, epoch);
    }

    // Images

    @Test
    void aTagIsResolvedToTheDigestThatItsRegistryHas() {
        assertThat(done(run(new Job.ResolveImage("r.example/web:1", null))))
                .isEqualTo(new JobResult.ImageResolved(new PinnedImage("r.example/web:1", DIGEST, null)));
    }

    @Test
    void anImageThatNoRegistryKnowsButTheEngineHasIsLocalOnly() {
        assertThat(done(run(new Job.ResolveImage("web:1", null))))
                .isEqualTo(new JobResult.ImageResolved(new PinnedImage("web:1", null, "sha256:web")));
    }

    @Test
    void anUnknownTagFailsWithTheRegistrysWords() {
        JobOutcome.Failed failure = failed(run(new Job.ResolveImage("r.example/web:nope", null)));

        assertThat(failure.code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND);
        assertThat(failure.message()).contains("r.example/web:nope");
    }

    @Test
    void aRegistryThatIsAwayIsNotReplacedByWhatWasPulledFromItBefore() {
        engine.load("r.example/web:1", FakeEngine.facts("sha256:old"), "r.example/web@sha256:old");
        engine.refuseRegistry(FailureCode.REGISTRY_UNREACHABLE);

        assertThat(failed(run(new Job.ResolveImage("r.example/web:1", null))).code())
                .isEqualTo(FailureCode.REGISTRY_UNREACHABLE);
        assertThat(done(run(new Job.ResolveImage("web:1", null)))).isInstanceOf(JobResult.ImageResolved.class);
    }

    @Test
    void aPulledImageIsPulledOnceAndWorksWithoutItsRegistryAfterwards() {
        Job.PullImage pull = new Job.PullImage(new PinnedImage("r.example/web:1", DIGEST, null), null);

        assertThat(done(run(pull))).isEqualTo(new JobResult.ImagePulled(FakeEngine.facts("sha256:web-1"), true));
        engine.refuseRegistry(FailureCode.REGISTRY_UNREACHABLE);
        assertThat(done(run(pull))).isEqualTo(new JobResult.ImagePulled(FakeEngine.facts("sha256:web-1"), false));

        assertThat(engine.calls()).filteredOn(call -> call.startsWith("pull")).hasSize(1);
    }

    @Test
    void aLocalImageThatHasGoneIsNotFound() {
        JobOutcome.Failed failure =
                failed(run(new Job.PullImage(new PinnedImage("mine:1", null, "sha256:gone"), null)));

        assertThat(failure.code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND);
        assertThat(failure.message()).contains("mine:1", "no registry");
    }

    // Containers

    @Test
    void aContainerRunsItsImageByDigestAndKeepsItsPolicyForItsStart() {
        Specs container = web("web-1")
                .image(new PinnedImage("r.example/web:1", DIGEST, null))
                .restart(RestartPolicy.ALWAYS);

        done(create(container));
        assertThat(engine.imageOf("web-1")).isEqualTo("r.example/web@" + DIGEST);
        assertThat(engine.policy("web-1")).isEqualTo(RestartPolicy.NO);

        JobResult.ContainerStarted started = (JobResult.ContainerStarted) done(start("web-1"));
        assertThat(started.observation().state()).isEqualTo(State.RUNNING);
        assertThat(started.observation().address()).isNotNull();
        assertThat(engine.policy("web-1")).isEqualTo(RestartPolicy.ALWAYS);
    }

    @Test
    void theSameContainerAskedForTwiceIsMadeOnce() {
        Specs container = web("web-1");

        assertThat(done(create(container))).isEqualTo(done(create(container)));
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("create")).hasSize(1);
    }

    @Test
    void anotherContainerOfTheSameNameIsAClearFailure() {
        done(create(web("web-1")));

        JobOutcome.Failed failure = failed(create(web("web-1")));

        assertThat(failure.code()).isEqualTo(FailureCode.ENGINE_ERROR);
        assertThat(failure.message()).contains("web-1");
    }

    @Test
    void anotherInstallationsContainerIsNeverTouched() {
        UUID other = UUID.randomUUID();
        engine.createContainer(Specs.container(other, "web-1").spec(), "sha256:web");

        assertThat(failed(start("web-1")).message()).contains("not made by this installation");
        assertThat(failed(run(new Job.StopContainer("web-1", 1))).message()).contains("not made by this installation");
        assertThat(failed(run(new Job.RemoveContainer("web-1"))).message()).contains("not made by this installation");
        assertThat(failed(create(web("web-1"))).message()).contains("not made by this installation");
        assertThat(failed(create(Specs.container(other, "web-2"))).message()).contains("another installation");
        assertThat(engine.calls()).noneMatch(call -> call.matches("(start|stop|remove|policy) .*"));
    }

    @Test
    void aNetworkOfSomebodyElseIsAClearFailure() {
        engine.ensureNetwork("team-net", Map.of());

        assertThat(failed(create(web("web-1"))).message()).contains("network team-net");
        assertThat(engine.findContainer("web-1")).isEmpty();
    }

    @Test
    void aPortThatIsTakenFailsTheStartAndLeavesNothingThatCouldComeUpLater() {
        done(create(web("web-1").port(new PortBinding(80, "tcp", 8080))));
        done(create(web("web-2").port(new PortBinding(80, "tcp", 8080)).restart(RestartPolicy.ALWAYS)));
        done(start("web-1"));

        JobOutcome.Failed failure = failed(start("web-2"));

        assertThat(failure.code()).isEqualTo(FailureCode.PORT_TAKEN);
        assertThat(failure.message()).contains("8080");
        assertThat(engine.policy("web-2")).isEqualTo(RestartPolicy.NO);
    }

    @Test
    void aStopTakesThePolicyAwayBeforeItStops() {
        done(create(web("web-1").restart(RestartPolicy.ALWAYS).shell("trap 'exit 5' TERM; sleep 9")));
        done(start("web-1"));

        assertThat(done(run(new Job.StopContainer("web-1", 7)))).isEqualTo(new JobResult.ContainerStopped(5, ""));

        List<String> calls = engine.calls();
        int stop = calls.indexOf(calls.stream()
                .filter(call -> call.startsWith("stop"))
                .findFirst()
                .orElseThrow());
        assertThat(calls.get(stop)).endsWith(" 7");
        assertThat(calls.lastIndexOf("policy NO")).isLessThan(stop);
        assertThat(done(run(new Job.StopContainer("web-1", 7)))).isEqualTo(new JobResult.ContainerStopped(5, ""));
    }

    @Test
    void whatIsGoneCountsAsStoppedAndAsRemoved() {
        assertThat(done(run(new Job.StopContainer("never", 1)))).isEqualTo(new JobResult.ContainerStopped(null, null));
        assertThat(done(run(new Job.RemoveContainer("never")))).isEqualTo(new JobResult.ContainerRemoved());
        assertThat(failed(start("never")).code()).isEqualTo(FailureCode.CONTAINER_MISSING);
    }

    @Test
    void aRemovalNeverEndsARunningContainer() {
        done(create(web("web-1")));
        done(start("web-1"));

        assertThat(failed(run(new Job.RemoveContainer("web-1"))).code()).isEqualTo(FailureCode.ENGINE_ERROR);
        assertThat(state("web-1")).isEqualTo(State.RUNNING);

        done(run(new Job.StopContainer("web-1", 1)));
        done(run(new Job.RemoveContainer("web-1")));
        assertThat(engine.findContainer("web-1")).isEmpty();
    }

    // Volumes

    @Test
    void aNewVolumeCarriesItsIdentityAndIsFoundAgain() {
        UUID id = UUID.randomUUID();

        done(create(web("web-1").volume(volume(id, true, 1))));

        assertThat(engine.findVolume("volume-" + id).orElseThrow().labels())
                .containsEntry(Labels.VOLUME, id.toString())
                .containsEntry(Labels.INSTALLATION, INSTALLATION.toString())
                .containsEntry(Labels.SLOT, "1");
        done(start("web-1", volume(id, true, 1)));
        done(create(web("web-2").volume(volume(id, false, 2))));
        done(create(web("web-3").volume(volume(id, true, 3))));
    }

    @Test
    void aMissingVolumeIsNeverReplacedByAnEmptyOne() {
        UUID id = UUID.randomUUID();

        JobOutcome.Failed failure = failed(create(web("web-1").volume(volume(id, false, 1))));

        assertThat(failure.code()).isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(failure.message()).contains("volume-" + id, "/data");
        assertThat(engine.findVolume("volume-" + id)).isEmpty();
        assertThat(engine.findContainer("web-1")).isEmpty();
    }

    @Test
    void aVolumeThatVanishesBetweenCreationAndStartStopsTheStart() {
        UUID id = UUID.randomUUID();
        done(create(web("web-1").volume(volume(id, true, 1))));
        engine.removeVolume("volume-" + id);

        assertThat(failed(start("web-1", volume(id, true, 1))).code()).isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(state("web-1")).isEqualTo(State.CREATED);
    }

    @Test
    void somethingElseUnderTheVolumesNameIsNotMounted() {
        UUID id = UUID.randomUUID();
        engine.ensureVolume("volume-" + id, Map.of());

        assertThat(failed(create(web("web-1").volume(volume(id, true, 1)))).code())
                .isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(failed(create(web("web-1").volume(volume(id, false, 1)))).message())
                .contains("left untouched");
    }

    @Test
    void anOlderEpochIsRefusedAndANewerOneIsRememberedBeforeAnythingHappens() {
        UUID id = UUID.randomUUID();
        done(create(web("web-1").volume(volume(id, true, 5))));
        assertThat(epochs).containsEntry(id, 5L);

        assertThat(failed(create(web("web-2").volume(volume(id, false, 4)))).message())
                .contains("epoch 4", "seen 5");
        assertThat(failed(start("web-1", volume(id, false, 4))).code()).isEqualTo(FailureCode.VOLUME_MISSING);
        engine.goAway();
        failed(start("web-1", volume(id, false, 6)));
        assertThat(engine.answers()).isFalse();
        engine.comeBack();
        done(start("web-1", volume(id, false, 6)));
        assertThat(epochs).containsEntry(id, 6L);
    }

    // Health

    private JobOutcome await(String name, HealthGate gate) {
        return run(new Job.AwaitHealthy(name, gate, false));
    }

    private void running(Specs container, String name) {
        done(create(container));
        done(start(name));
    }

    @Test
    void dockersHealthCheckIsWaitedFor() {
        running(web("web-1"), "web-1");
        engine.health("web-1", Health.STARTING, "");
        time.after(Duration.ofSeconds(20), () -> engine.health("web-1", Health.HEALTHY, "ok"));

        assertThat(done(await("web-1", new HealthGate.DockerHealthCheck(60))))
                .isEqualTo(new JobResult.ContainerHealthy("Docker's health check passed"));
    }

    @Test
    void aFailedHealthCheckFailsAtOnceWithItsOutputAndTheLog() {
        running(web("web-1").shell("echo trouble; sleep 9"), "web-1");
        engine.health("web-1", Health.STARTING, "");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(3), () -> engine.health("web-1", Health.UNHEALTHY, "no database"));

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.DockerHealthCheck(60)));

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(failure.message()).contains("no database");
        assertThat(failure.log()).isEqualTo("trouble");
        assertThat(time.instant()).isBefore(begin.plusSeconds(4));
    }

    @Test
    void aHealthCheckThatNeverDecidesFailsAtTheDeadline() {
        running(web("web-1"), "web-1");
        engine.health("web-1", Health.STARTING, "still thinking");
        Instant begin = time.instant();

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.DockerHealthCheck(30)));

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(failure.message()).contains("30 s", "still thinking");
        assertThat(time.instant()).isBetween(begin.plusSeconds(30), begin.plusSeconds(31));
    }

    @Test
    void aPortIsProbedAtTheContainersOwnAddress() {
        running(web("web-1"), "web-1");
        String address = String.valueOf(
                engine.findContainer("web-1").orElseThrow().observation().address());
        Instant begin = time.instant();
        time.after(Duration.ofMillis(900), () -> listening.add(address + ":80"));

        assertThat(done(await("web-1", new HealthGate.TcpProbe(80, 10))))
                .isEqualTo(new JobResult.ContainerHealthy("Port 80 accepts connections"));
        assertThat(time.instant()).isBetween(begin.plusMillis(900), begin.plusMillis(1000));
        assertThat(failed(await("web-1", new HealthGate.TcpProbe(81, 2))).message())
                .contains("Port 81", "2 s");
    }

    @Test
    void aContainerThatEndsFailsAtOnceWithItsExitCodeAndItsLastWords() {
        running(web("web-1").shell("echo cannot open; exit 3"), "web-1");
        Instant begin = time.instant();

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.RunningFor(5, 60)));

        assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(failure.message()).contains("exit code 3");
        assertThat(failure.log()).isEqualTo("cannot open");
        assertThat(time.instant()).isEqualTo(begin);
    }

    @Test
    void runningForBeginsAnewWhenTheContainerIsRestarted() {
        running(web("web-1").restart(RestartPolicy.ALWAYS), "web-1");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(3), () -> engine.ends("web-1", 1));
        time.after(Duration.ofSeconds(4), () -> engine.restarts("web-1"));

        done(await("web-1", new HealthGate.RunningFor(5, 60)));

        assertThat(time.instant()).isBetween(begin.plusSeconds(9), begin.plusSeconds(10));
    }

    @Test
    void aRestartPolicyGivesUntilTheDeadlineAndNoLonger() {
        running(web("web-1").restart(RestartPolicy.ALWAYS).shell("echo again; exit 4"), "web-1");

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.RunningFor(5, 20)));

        assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(failure.message()).contains("exit code 4", "restarted");
    }

    // Order and repetition

    @Test
    void aStopEndsTheWaitThatRunsAndTheOnesThatStandInLine() {
        running(web("web-1"), "web-1");
        List<JobOutcome> answers = new ArrayList<>();
        Job wait = new Job.AwaitHealthy("web-1", new HealthGate.TcpProbe(80, 600), false);
        executor.submit(UUID.randomUUID(), wait, 0, answers::add);
        executor.submit(UUID.randomUUID(), wait, 0, answers::add);
        Instant begin = time.instant();
        time.after(
                Duration.ofSeconds(1),
                () -> executor.submit(UUID.randomUUID(), new Job.StopContainer("web-1", 1), 0, answers::add));

        work();

        assertThat(failed(answers.get(0)).code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(failed(answers.get(1)).code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(done(answers.get(2))).isInstanceOf(JobResult.ContainerStopped.class);
        assertThat(time.instant()).isBefore(begin.plusSeconds(2));
    }

    @Test
    void jobsOfOneContainerRunInTheirOrderAndThoseOfOthersDoNotWait() {
        List<String> answered = new ArrayList<>();
        Job.CreateContainer create = new Job.CreateContainer(web("web-1").spec(), null);
        executor.submit(UUID.randomUUID(), create, 0, _ -> answered.add("create 1"));
        executor.submit(
                UUID.randomUUID(), new Job.StartContainer("web-1", List.of(), false), 0, _ -> answered.add("start 1"));
        Job.CreateContainer other = new Job.CreateContainer(web("web-2").spec(), null);
        executor.submit(UUID.randomUUID(), other, 0, _ -> answered.add("create 2"));

        assertThat(work).hasSize(2);
        work();

        assertThat(answered).containsExactly("create 1", "create 2", "start 1");
        assertThat(state("web-1")).isEqualTo(State.RUNNING);
    }

    @Test
    void theSameJobTwiceRunsOnceAndAnswersBoth() {
        UUID id = UUID.randomUUID();
        Job job = new Job.CreateContainer(web("web-1").spec(), null);
        List<JobOutcome> answers = new ArrayList<>();
        executor.submit(id, job, 0, answers::add);
        executor.submit(id, job, 0, answers::add);
        assertThat(work).hasSize(1);
        work();
        executor.submit(id, job, 0, answers::add);

        assertThat(work).isEmpty();
        assertThat(answers).hasSize(3).allMatch(answers.getFirst()::equals);
    }

    @Test
    void anEngineThatIsRestartedIsWaitedFor() {
        running(web("web-1"), "web-1");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(2), engine::goAway);
        time.after(Duration.ofSeconds(12), engine::comeBack);

        assertThat(failed(await("web-1", new HealthGate.TcpProbe(80, 20))).code())
                .isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(time.instant()).isBetween(begin.plusSeconds(20), begin.plusSeconds(21));
    }

    @Test
    void anEngineThatStaysAwayIsToldAndTheJobMayBeAskedForAgain() {
        UUID id = UUID.randomUUID();
        Job job = new Job.CreateContainer(web("web-1").spec(), null);
        Instant begin = time.instant();
        engine.goAway();
        assertThat(failed(run(id, job)).code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE);
        assertThat(time.instant()).isBetween(begin.plusSeconds(30), begin.plusSeconds(31));

        engine.comeBack();

        done(run(id, job));
    }
}
