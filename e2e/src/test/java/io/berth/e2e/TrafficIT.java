package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.e2e.RudeServer.Manners;
import io.berth.e2e.traffic.Kind;
import io.berth.e2e.traffic.Load;
import io.berth.e2e.traffic.Report;
import io.berth.e2e.traffic.Tally;
import io.berth.e2e.traffic.Target;
import io.berth.e2e.traffic.Traffic;
import io.berth.e2e.traffic.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that are to find lost requests find them, each for what it is. */
class TrafficIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Load BRISK = Load.usual()
            .withDownloadOf(200_000, Duration.ofMillis(1000))
            .withUploadOf(100_000, Duration.ofMillis(500))
            .withWebSocketLife(Duration.ofMillis(500))
            .withPatience(Duration.ofSeconds(5));

    /** What is under way stays so until somebody ends it. */
    private static final Load LONG = Load.usual()
            .withDownloadOf(1_000_000, Duration.ofMinutes(1))
            .withUploadOf(1_000_000, Duration.ofMinutes(1))
            .withWebSocketLife(Duration.ofMinutes(1));

    private static final Load KEPT = Load.none().withKept(40).withConnections(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path program;

    @BeforeAll
    static void compile() {
        program = TrafficApplication.compiled(folder);
    }

    @Test
    void aServerThatStaysLosesNothingOfAnyKind() {
        try (TrafficApplication application = TrafficApplication.start(program, "1");
                Traffic traffic = start(application.port(), BRISK)) {
            await(traffic, seen -> seen.tallies().values().stream().allMatch(tally -> tally.completed() >= 4));
            Report report = traffic.stop();
            assertThat(report.failures()).as("%s", report).isEmpty();
            assertThat(report.completed()).isEqualTo(report.begun());
            assertThat(report.versions()).containsExactly(Map.entry("1", report.begun()));
            long webSockets = report.of(Kind.WEBSOCKET).begun();
            assertThat(report.statuses())
                    .containsOnly(Map.entry(101, webSockets), Map.entry(200, report.begun() - webSockets));
            assertThat(report.of(Kind.WEBSOCKET).messages()).isGreaterThan(webSockets);
            assertThat(report.of(Kind.KEPT).closesWhileIdle()).isZero();
        }
    }

    @Test
    void statusesAreCountedAsTheServerGaveThem() {
        try (TrafficApplication application = TrafficApplication.start(program, "faulty");
                Traffic traffic =
                        start(application.port(), Load.none().withKept(50).withFresh(50))) {
            await(traffic, seen -> seen.completed() >= 50);
            Report report = traffic.stop();
            assertThat(report.statuses().get(500)).isEqualTo(report.begun() / 5).isEqualTo(report.failed());
            assertThat(report.failures()).allMatch(failure -> failure.trouble() == Trouble.STATUS);
        }
    }

    @Test
    void aServerKilledInTheMiddleFailsWhatWasUnderWay() {
        assertThatAnEndFailsWhatWasUnderWay(TrafficApplication::kill);
    }

    @Test
    void aServerThatIsAskedToEndIsNoGentler() {
        assertThatAnEndFailsWhatWasUnderWay(TrafficApplication::terminate);
    }

    private static void assertThatAnEndFailsWhatWasUnderWay(Consumer<TrafficApplication> end) {
        try (TrafficApplication application = TrafficApplication.start(program, "1");
                Traffic traffic = start(application.port(), LONG)) {
            await(
                    traffic,
                    seen -> seen.of(Kind.DOWNLOAD).statuses().equals(Map.of(200, 4L))
                            && seen.of(Kind.WEBSOCKET).statuses().equals(Map.of(101, 5L))
                            && seen.of(Kind.UPLOAD).begun() >= 2
                            && seen.of(Kind.KEPT).completed() >= 20);
            end.accept(application);
            await(
                    traffic,
                    seen -> seen.troubles(Kind.FRESH).containsKey(Trouble.NO_CONNECTION)
                            && seen.troubles(Kind.KEPT).containsKey(Trouble.NO_CONNECTION)
                            && seen.troubles(Kind.UPLOAD).containsKey(Trouble.CLOSED_BEFORE_ANSWER));
            Report report = traffic.stop();
            assertThat(report.troubles(Kind.DOWNLOAD)).as("%s", report).containsEntry(Trouble.CUT, 4L);
            assertThat(report.troubles(Kind.WEBSOCKET)).as("%s", report).containsEntry(Trouble.CUT, 5L);
            assertThat(report.of(Kind.DOWNLOAD).completed()).isZero();
            assertThat(report.of(Kind.KEPT).closesWhileIdle()).isPositive();
            assertThat(report.completed() + report.failed()).isEqualTo(report.begun());
        }
    }

    @Test
    void aKeptConnectionClosedOnARequestIsALossOfItsOwnKind() {
        Manners silentOnSecond = new Manners() {
            @Override
            public String answer(int request, String head) {
                return request == 1 ? RudeServer.page("") : "";
            }

            @Override
            public boolean closesAfter(int request) {
                return request == 2;
            }
        };
        try (RudeServer server = new RudeServer(silentOnSecond);
                Traffic traffic = start(server.port(), KEPT)) {
            await(traffic, seen -> seen.failed() >= 5);
            Report report = traffic.stop();
            assertThat(report.troubles(Kind.KEPT)).containsExactly(Map.entry(Trouble.CLOSED_ON_REUSE, report.failed()));
            assertThat(server.requests()).isEqualTo((int) report.begun());
        }
    }

    @Test
    void aConnectionClosedOnItsFirstRequestIsAnother() {
        try (RudeServer server = new RudeServer(Manners.of("", 1));
                Traffic traffic = start(server.port(), KEPT.withFresh(20))) {
            await(traffic, seen -> seen.failed() >= 10);
            Report report = traffic.stop();
            assertThat(report.failures()).allMatch(failure -> failure.trouble() == Trouble.CLOSED_BEFORE_ANSWER);
            assertThat(report.failed()).isEqualTo(report.begun()).isEqualTo(server.requests());
        }
    }

    @Test
    void aConnectionClosedWhileNoRequestWasOnItLosesNone() {
        try (RudeServer server = new RudeServer(Manners.of(RudeServer.page(""), 3));
                Traffic traffic = start(server.port(), KEPT)) {
            await(traffic, seen -> seen.of(Kind.KEPT).closesWhileIdle() >= 4);
            Tally kept = traffic.stop().of(Kind.KEPT);
            assertThat(kept.failed()).isZero();
            assertThat(kept.completed()).isEqualTo(server.requests());
            assertThat(kept.closesWhileIdle()).isLessThanOrEqualTo(server.connections());
        }
    }

    @Test
    void anAnnouncedCloseIsOrderly() {
        try (RudeServer server = new RudeServer(Manners.of(RudeServer.page("Connection: close\r\n"), 1));
                Traffic traffic = start(server.port(), KEPT)) {
            await(traffic, seen -> seen.completed() >= 5);
            Tally kept = traffic.stop().of(Kind.KEPT);
            assertThat(kept.failed()).isZero();
            assertThat(kept.closesWhileIdle()).isZero();
            assertThat(kept.announcedCloses()).isEqualTo(kept.completed()).isEqualTo(server.connections());
        }
    }

    @Test
    void anAnswerThatEndsTooEarlyIsCut() {
        String whole = RudeServer.page("");
        try (RudeServer server = new RudeServer(Manners.of(whole.substring(0, whole.length() - 1), 1));
                Traffic traffic = start(server.port(), Load.none().withFresh(20))) {
            await(traffic, seen -> seen.failed() >= 3);
            Report report = traffic.stop();
            assertThat(report.troubles(Kind.FRESH)).containsExactly(Map.entry(Trouble.CUT, report.begun()));
            assertThat(report.statuses()).containsExactly(Map.entry(200, report.begun()));
        }
    }

    @Test
    void anUploadThatIsRefusedOnItsWayKnowsTheStatus() {
        String refusal = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (RudeServer server = new RudeServer(Manners.of(refusal, 1));
                Traffic traffic = start(server.port(), Load.none().withUploads(5))) {
            await(traffic, seen -> seen.failed() >= 4);
            Report report = traffic.stop();
            assertThat(report.troubles(Kind.UPLOAD)).as("%s", report).containsOnlyKeys(Trouble.STATUS);
            assertThat(report.statuses()).containsExactly(Map.entry(413, report.begun()));
        }
    }

    @Test
    void aWebSocketThatTheServerClosesWithAFrameIsNotLost() {
        try (RudeServer server = new RudeServer(new ShakesHands("\u0088\u0002\u0003\u00e9"));
                Traffic traffic = start(server.port(), Load.none().withWebSockets(2))) {
            await(traffic, seen -> seen.of(Kind.WEBSOCKET).closedByServer() >= 4);
            Tally webSockets = traffic.stop().of(Kind.WEBSOCKET);
            assertThat(webSockets.failed()).isZero();
            assertThat(webSockets.closedByServer()).isEqualTo(webSockets.completed());
        }
    }

    @Test
    void aWebSocketThatEndsWithoutAFrameIsCut() {
        try (RudeServer server = new RudeServer(new ShakesHands(""));
                Traffic traffic = start(server.port(), Load.none().withWebSockets(2))) {
            await(traffic, seen -> seen.failed() >= 4);
            assertThat(traffic.stop().troubles(Kind.WEBSOCKET)).containsOnlyKeys(Trouble.CUT);
        }
    }

    @Test
    void nobodyWaitsLongerThanHeHasPatience() {
        try (RudeServer server = new RudeServer(Manners.of("", Integer.MAX_VALUE));
                Traffic traffic =
                        start(server.port(), Load.none().withFresh(10).withPatience(Duration.ofMillis(300)))) {
            await(traffic, seen -> seen.failed() >= 3);
            Report report = traffic.stop();
            assertThat(report.troubles(Kind.FRESH)).containsExactly(Map.entry(Trouble.TIMEOUT, report.begun()));
            assertThat(report.longestStall().length()).isBetween(Duration.ofMillis(290), Duration.ofSeconds(3));
        }
    }

    @Test
    void whatDoesNotEndInTheTimeOfAStopIsUnfinished() {
        try (RudeServer server = new RudeServer(Manners.of("", Integer.MAX_VALUE));
                Traffic traffic = start(server.port(), Load.none().withFresh(10))) {
            Await.until("requests wait", SOON, () -> server.requests() >= 3);
            Report report = traffic.stop(Duration.ofMillis(100));
            assertThat(report.troubles(Kind.FRESH)).containsExactly(Map.entry(Trouble.UNFINISHED, report.begun()));
        }
    }

    @Test
    void linesThatWereToldToBeWrittenAreInTheJournalOfTheNextOne(@TempDir Path data) {
        Map<String, String> variables = Map.of("VERSION", "1", "DATA_DIR", data.toString());
        for (int lines = 1; lines <= 3; lines++) {
            try (TrafficApplication application = TrafficApplication.start(program, variables)) {
                assertThat(write(application)).isEqualTo(lines + "\n");
                application.kill();
            }
        }
    }

    private static Traffic start(int port, Load load) {
        return Traffic.start(Target.of("127.0.0.1", port), load);
    }

    private static void await(Traffic traffic, Predicate<Report> condition) {
        Await.until("clients have seen enough", SOON, traffic::report, condition);
    }

    private static String write(TrafficApplication application) {
        URI journal = URI.create("http://127.0.0.1:" + application.port() + "/write");
        HttpRequest request = HttpRequest.newBuilder(journal)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a line was written", e);
        }
    }
}
