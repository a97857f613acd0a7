package io.berth.agent.engine;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import io.berth.protocol.VolumeObservation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What jobs rely on. The fake that other tests use, and a real engine, must both keep it. */
abstract class EngineContract {

    final UUID installation = UUID.randomUUID();
    final String prefix = "berth-test-" + installation.toString().substring(0, 8) + "-";

    abstract Engine engine();

    private Specs container(String name) {
        String network = prefix + "net";
        engine().ensureNetwork(network, ours());
        return Specs.container(installation, prefix + name)
                .network(network, name)
                .image(plain());
    }

    PinnedImage plain() {
        return local(TestImages.PLAIN);
    }

    PinnedImage local(String name) {
        LocalImage image = engine().findImage(name).orElseThrow();
        return new PinnedImage(name, null, image.facts().imageId());
    }

    Map<String, String> ours() {
        return Map.of(Labels.INSTALLATION, installation.toString());
    }

    String create(Specs container) {
        var spec = container.spec();
        return engine().createContainer(spec, String.valueOf(spec.image().imageId()));
    }

    private ContainerObservation seen(String id) {
        return engine().findContainer(id).orElseThrow().observation();
    }

    @Test
    void anImageSaysWhatItDeclares() {
        LocalImage image = engine().findImage(TestImages.PLAIN).orElseThrow();

        assertThat(image.facts().imageId()).startsWith("sha256:");
        assertThat(image.facts().exposedPorts()).containsExactly("8080/tcp");
        assertThat(image.facts().volumes()).isEmpty();
        assertThat(image.facts().environment()).containsEntry("GREETING", "hello");
        assertThat(image.facts().hasHealthCheck()).isFalse();
        assertThat(image.facts().stopSignal()).isEqualTo("SIGQUIT");
        assertThat(image.repositoryDigests()).isEmpty();
        assertThat(image.bytes()).isPositive();
        assertThat(engine().findImage(image.facts().imageId())).contains(image);
        assertThat(engine().findImage(TestImages.WITH_HEALTH_CHECK)
                        .orElseThrow()
                        .facts()
                        .hasHealthCheck())
                .isTrue();
        assertThat(engine().findImage(TestImages.WITH_VOLUME)
                        .orElseThrow()
                        .facts()
                        .volumes())
                .containsExactly("/data");
    }

    @Test
    void anImageThatIsNotThereIsNotFound() {
        assertThat(engine().findImage("berth-agent-test/nothing:1")).isEmpty();
    }

    @Test
    void aNetworkIsMadeOnceHoweverManyAsk() throws Exception {
        String name = prefix + "race";
        Callable<EngineNetwork> ask = () -> engine().ensureNetwork(name, ours());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EngineNetwork>> answers = threads.invokeAll(List.of(ask, ask, ask, ask));
            List<String> ids = answers.stream()
                    .map(answer -> answer.resultNow().id())
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
        }
        assertThat(engine().ensureNetwork(name, Map.of("other", "labels")).labels())
                .isEqualTo(ours());
    }

    @Test
    void aVolumeKeepsTheLabelsItWasMadeWith() {
        String name = prefix + "volume";
        assertThat(engine().findVolume(name)).isEmpty();

        engine().ensureVolume(name, ours());
        VolumeObservation again = engine().ensureVolume(name, Map.of("other", "labels"));

        assertThat(again).isEqualTo(new VolumeObservation(name, ours()));
        assertThat(engine().findVolume(name)).contains(again);
        assertThat(engine().volumes(installation)).containsExactly(again);
        assertThat(engine().volumes(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aContainerLivesFromCreationToRemoval() {
        String id = create(container("life")
                .port(new PortBinding(8080, "tcp", null))
                .shell("trap 'exit 7' QUIT TERM; while true; do sleep 0.05; done"));

        ContainerObservation made = seen(prefix + "life");
        assertThat(made.engineId()).isEqualTo(id);
        assertThat(made.state()).isEqualTo(State.CREATED);
        assertThat(made.exitCode()).isNull();
        assertThat(made.labels()).containsEntry(Labels.INSTALLATION, installation.toString());

        engine().start(id);
        engine().start(id);
        ContainerObservation running = seen(id);
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.health()).isEqualTo(ContainerObservation.Health.NONE);
        assertThat(running.address()).isNotBlank();
        assertThat(running.ports()).singleElement().satisfies(port -> {
            assertThat(port.containerPort()).isEqualTo(8080);
            assertThat(port.protocol()).isEqualTo("tcp");
            assertThat(port.hostPort()).isPositive();
        });

        engine().stop(id, 10);
        engine().stop(id, 10);
        ContainerObservation stopped = seen(id);
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.exitCode()).isEqualTo(7);

        engine().remove(id);
        engine().remove(id);
        assertThat(engine().findContainer(id)).isEmpty();
        assertThatThrownBy(() -> engine().start(id))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CONTAINER_MISSING));
    }

    @Test
    void aContainerIsFoundByItsWholeNameOnly() {
        String id = create(container("whole"));

        assertThat(engine().findContainer(id.substring(0, 12))).isEmpty();
        assertThat(engine().findContainer(prefix + "who")).isEmpty();
    }

    @Test
    void aTakenNameIsRefused() {
        create(container("twin"));

        assertThatThrownBy(() -> create(container("twin")))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.ENGINE_ERROR))
                .hasMessageContaining(prefix + "twin");
    }

    @Test
    void aTakenPortIsRefusedAtStart() {
        String first = create(container("port-1").port(new PortBinding(8080, "tcp", null)));
        engine().start(first);
        Integer taken = seen(first).ports().getFirst().hostPort();

        String second = create(container("port-2").port(new PortBinding(8080, "tcp", taken)));

        assertThatThrownBy(() -> engine().start(second))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.PORT_TAKEN));
        assertThat(seen(second).state()).isIn(State.CREATED, State.STOPPED);
    }

    @Test
    void aRunningContainerIsNotRemoved() {
        String id = create(container("busy"));
        engine().start(id);

        assertThatThrownBy(() -> engine().remove(id)).isInstanceOf(EngineException.class);
        assertThat(seen(id).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void anEndedContainerTellsItsExitCodeAndItsLastWords() {
        String id = create(container("ends").shell("echo one; echo two; echo three; exit 3"));
        engine().start(id);

        eventually("it has ended", () -> seen(id).state() == State.STOPPED);

        assertThat(seen(id).exitCode()).isEqualTo(3);
        assertThat(engine().lastLogLines(id, 2)).containsExactly("two", "three");
    }

    @Test
    void aContainerIsNotRestartedUntilItsPolicySaysSo() {
        String id = create(container("restarts").restart(RestartPolicy.ALWAYS).shell("exit 1"));
        engine().start(id);
        eventually("it has ended", () -> seen(id).state() == State.STOPPED);
        assertThat(seen(id).restarts()).isZero();

        engine().setRestartPolicy(id, RestartPolicy.ALWAYS);
        engine().start(id);
        eventually("it is restarted", () -> seen(id).restarts() > 0);

        engine().setRestartPolicy(id, RestartPolicy.NO);
        engine().stop(id, 1);
        eventually("it stays stopped", () -> seen(id).state() == State.STOPPED);
        engine().remove(id);
    }

    @Test
    void aContainerShowsThePolicyThatItHasNow() {
        String id = create(container("policy").restart(RestartPolicy.ALWAYS));
        assertThat(engine().findContainer(id).orElseThrow().restartPolicy()).isEqualTo(RestartPolicy.NO);

        for (RestartPolicy policy : List.of(RestartPolicy.ON_FAILURE, RestartPolicy.ALWAYS, RestartPolicy.NO)) {
            engine().setRestartPolicy(id, policy);
            assertThat(engine().findContainer(id).orElseThrow().restartPolicy()).isEqualTo(policy);
        }
    }

    @Test
    void aContainerOnTheHostsNetworkIsReachedAtTheLoopbackAddress() {
        String id = create(Specs.container(installation, prefix + "host")
                .image(plain())
                .network("never-made", "host")
                .link("database", "db")
                .port(new PortBinding(8080, "tcp", 8080))
                .onHostNetwork());
        assertThat(seen(id).address()).isNull();

        engine().start(id);
        assertThat(seen(id).address()).isEqualTo("127.0.0.1");
        assertThat(seen(id).ports()).isEmpty();

        engine().stop(id, 5);
        assertThat(seen(id).address()).isNull();
    }

    @Test
    void aContainerThatNeverRanHasWrittenNothing() {
        assertThat(engine().lastLogLines(create(container("mute")), 10)).isEmpty();
    }

    @Test
    void anImageThatIsNotThereCountsAsRemoved() {
        assertThat(engine().removeImage("berth-agent-test/nothing@sha256:" + "0".repeat(64)))
                .isTrue();
    }

    @Test
    void anImageThatAContainerWasMadeFromStays() {
        create(container("user"));

        assertThat(engine().removeImage(TestImages.PLAIN)).isFalse();
        assertThat(engine().findImage(TestImages.PLAIN)).isPresent();
    }

    @Test
    void aVolumeOutlivesItsContainer() {
        String volume = prefix + "kept";
        engine().ensureVolume(volume, ours());
        String id = create(container("mounts").volume(new VolumeMount(UUID.randomUUID(), volume, "/data", false, 1)));
        engine().start(id);
        engine().stop(id, 5);
        engine().remove(id);

        assertThat(engine().findVolume(volume)).isPresent();
        assertThat(engine().volumeSizes(installation)).containsKey(volume);
    }

    @Test
    void onlyTheContainersOfOneInstallationAreListed() {
        String id = create(container("listed"));

        assertThat(engine().containers(installation))
                .extracting(ContainerObservation::engineId)
                .containsExactly(id);
        assertThat(engine().containers(UUID.randomUUID())).isEmpty();
    }

    @Test
    void theEngineSaysWhatItIs() {
        assertThat(engine().answers()).isTrue();
        assertThat(engine().facts().cpus()).isPositive();
        assertThat(engine().facts().version()).isNotBlank();
        assertThat(engine().facts().apiVersion()).isNotBlank();
    }
}
