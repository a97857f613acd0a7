package io.berth.agent.engine;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.agent.report.EngineDisk;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.FailureCode;
import io.berth.protocol.LogLine;
import io.berth.protocol.VolumeMount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a real engine, and what only a real engine can show. */
class DockerEngineIT extends EngineContract {

    @RegisterExtension
    static final RealEngine REAL = new RealEngine();

    @Override
    Engine engine() {
        return REAL.engine();
    }

    @AfterEach
    void clean() {
        REAL.removeAllOf(installation);
    }

    private Specs on(String network, String name) {
        engine().ensureNetwork(network, ours());
        return Specs.container(installation, prefix + name)
                .network(network, name)
                .image(plain());
    }

    private List<String> output(Specs container) {
        String id = create(container);
        engine().start(id);
        eventually(
                "it has ended",
                () -> engine().findContainer(id).orElseThrow().observation().state()
                        == ContainerObservation.State.STOPPED);
        return engine().lastLogLines(id, 100);
    }

    @Test
    void aVolumeIsMountedWithoutWhatTheImageHasAtItsPath() {
        String volume = prefix + "empty";
        engine().ensureVolume(volume, ours());

        List<String> listing = output(on(prefix + "net", "nocopy")
                .volume(new VolumeMount(UUID.randomUUID(), volume, "/seed", false, 1))
                .shell("ls -A /seed; echo end"));

        assertThat(listing).containsExactly("end");
    }

    @Test
    void aLinkAliasNamesEveryContainerBehindItAndOnlyForTheOneThatHasTheLink() {
        String network = prefix + "net";
        List<String> addresses = new ArrayList<>();
        String looker = create(on(network, "looker")
                .link("database", "db")
                .shell("while true; do nslookup database; sleep 0.2; done"));
        engine().start(looker);
        for (String name : List.of("db-1", "db-2")) {
            String id = create(on(network, name).network(network, "db"));
            engine().start(id);
            addresses.add(engine().findContainer(id).orElseThrow().observation().address());
        }

        eventually("it finds both", () -> {
            String answers = String.join("\n", engine().lastLogLines(looker, 100));
            return addresses.stream().allMatch(answers::contains);
        });
        assertThat(output(on(network, "stranger").shell("nslookup database; echo $?"))
                        .getLast())
                .isNotEqualTo("0");
    }

    @Test
    void eventsOfOneInstallationArriveAndTheirStreamCanBeClosed() throws Exception {
        BlockingQueue<ContainerEvent> events = new LinkedBlockingQueue<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        EngineStream<ContainerEvent> stream = REAL.engine().streams().containerEvents(installation);
        Thread.ofVirtual().start(() -> {
            for (ContainerEvent event = stream.next(); event != null; event = stream.next()) {
                events.add(event);
            }
            ended.complete(null);
        });

        String id = create(on(prefix + "net", "eventful").shell("exit 0"));
        engine().start(id);
        eventually("it has ended", () -> events.size() >= 3);
        engine().remove(id);

        eventually("it is gone", () -> events.stream().anyMatch(ContainerEvent::destroyed));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.engineId()).isEqualTo(id);
            assertThat(event.name()).isEqualTo(prefix + "eventful");
            assertThat(event.labels()).containsAllEntriesOf(ours());
        });
        stream.close();
        ended.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aLogIsFollowedLineByLineHoweverLongTheLine() throws Exception {
        String id = create(on(prefix + "net", "chatty")
                .shell("echo first; echo oops >&2; head -c 40000 /dev/zero | tr '\\0' x; echo; echo -n unfinished"));
        engine().start(id);
        // An engine may end a log that is being followed before it shows what has no line end.
        eventually(
                "it has ended",
                () -> engine().findContainer(id).orElseThrow().observation().state()
                        == ContainerObservation.State.STOPPED);

        List<LogLine> lines = new ArrayList<>();
        try (EngineStream<LogLine> log = REAL.engine().streams().logs(id, 100, true)) {
            for (LogLine line = log.next(); line != null; line = log.next()) {
                lines.add(line);
            }
        }

        assertThat(lines).extracting(LogLine::text).contains("first", "oops", "x".repeat(40_000), "unfinished");
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line.at()).isNotNull());
        assertThat(lines).filteredOn(line -> line.stream().equals("stderr")).hasSize(1);
    }

    @Test
    void aFollowedLogCanBeClosedWhileNothingIsWritten() throws Exception {
        String id = create(on(prefix + "net", "quiet").shell("echo hello; sleep 600"));
        engine().start(id);
        EngineStream<LogLine> log = REAL.engine().streams().logs(id, 10, true);
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
            for (LogLine line = log.next(); line != null; line = log.next()) {
                assertThat(line.text()).isEqualTo("hello");
            }
        });

        log.close();

        ended.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aStopSignalOfOnesOwnReplacesTheImages() {
        String id = create(on(prefix + "net", "signal")
                .stopSignal("SIGUSR1")
                .shell("trap 'exit 3' USR1; trap 'exit 4' QUIT TERM; echo ready; while true; do sleep 0.05; done"));
        engine().start(id);
        eventually("it listens", () -> engine().lastLogLines(id, 1).contains("ready"));

        engine().stop(id, 10);

        assertThat(engine().findContainer(id).orElseThrow().observation().exitCode())
                .isEqualTo(3);
    }

    @Test
    void filesArePutIntoAContainerBeforeAndAfterItsStart() {
        String id = create(on(prefix + "net", "files"));
        engine().copyInto(id, Map.of("/etc/deep/down/one", "1 € ä\n", "/seed/two", "2"));
        engine().start(id);
        engine().copyInto(id, Map.of("/seed/two", "two"));

        assertThat(engine().exec(id, List.of("cat", "/etc/deep/down/one", "/seed/two")))
                .isEqualTo(new Executed(0, "1 € ä\ntwo"));
        assertThat(engine().exec(id, List.of("stat", "-c", "%a", "/etc/deep", "/etc/deep/down/one"))
                        .output())
                .isEqualTo("755\n644\n");
    }

    @Test
    void aCommandEndsWithItsExitCodeAndAllThatItWrote() {
        String id = create(on(prefix + "net", "commands"));
        assertThatThrownBy(() -> engine().exec(id, List.of("true")))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CONTAINER_MISSING));
        engine().start(id);

        assertThat(engine().exec(id, List.of("sh", "-c", "echo out; sleep 0.1; echo err >&2; exit 3")))
                .isEqualTo(new Executed(3, "out\nerr\n"));
        assertThat(engine().exec(id, List.of("sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x"))
                        .output())
                .hasSize(300_000);
    }

    @Test
    void theEngineKeepsItsImagesOnADiskThatCanBeSeen() {
        EngineDisk disk = new EngineDisk();
        disk.at(engine().facts().rootDirectory());

        assertThat(disk.space())
                .isNotNull()
                .satisfies(space -> assertThat(space.totalBytes()).isPositive());
    }

    @Test
    void anEngineThatIsNotThereIsUnreachable() throws IOException {
        try (DockerEngine nowhere = new DockerEngine("unix:///nowhere/docker.sock")) {
            assertThat(nowhere.answers()).isFalse();
            assertThatThrownBy(nowhere::facts)
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE));
            assertThatThrownBy(() -> nowhere.findContainer("web"))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE));
            assertThatThrownBy(() -> nowhere.pull("web@sha256:0", null))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE));
        }
    }
}
