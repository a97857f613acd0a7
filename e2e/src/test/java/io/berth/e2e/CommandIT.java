package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.e2e.Command.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./berth} says and does. */
@ExtendWith(Evidence.class)
class CommandIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @BeforeAll
    static void start() {
        berth = Installation.started("command");
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void upPrintsTheAddressAndWhoSignsIn() {
        Outcome again = berth.tryUp();
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("Berth is running already at " + berth.url());
    }

    @Test
    void whoeverComesWithoutASessionGetsTheSignInPage() throws IOException, InterruptedException {
        try (HttpClient visitor = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<String> page =
                    visitor.send(HttpRequest.newBuilder(URI.create(berth.url())).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("type=\"password\"").contains("Sign in");
        }
    }

    @Test
    void statusAsJsonNamesTheProcessesAndOneReadyNode() {
        JsonNode status = berth.status();
        assertThat(status.path("url").asText()).isEqualTo(berth.url());
        assertThat(status.path("controlPlane").path("state").asText()).isEqualTo("running");
        assertThat(ProcessHandle.of(status.path("controlPlane").path("pid").asLong()))
                .isPresent();
        assertThat(ProcessHandle.of(status.path("agent").path("pid").asLong())).isPresent();
        assertThat(status.path("nodes")).hasSize(1);
        assertThat(status.path("nodes").path(0).path("name").asText()).isEqualTo("node-of-command");
        assertThat(status.path("nodes").path(0).path("state").asText()).isEqualTo("ready");
    }

    @Test
    void aKeyIsPrintedAloneAndOpensTheApi() {
        Outcome made =
                berth.berth("apikey", "create", "--user", Installation.ADMIN).run(SOON);
        assertThat(made.exit()).isZero();
        assertThat(made.out()).matches("\\S{20,}\\n");
        Api api = new Api(berth.url(), Installation.ADMIN, made.out().strip());
        assertThat(api.get("/api/v1/service/").status()).isEqualTo(200);
        assertThat(new Api(berth.url(), Installation.ADMIN, "not-the-key")
                        .get("/api/v1/service/")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aKeyForNobodyIsRefusedInOneLine() {
        Outcome refused = berth.berth("apikey", "create", "--user", "nobody").run(SOON);
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).hasLineCount(1).contains("nobody");
    }

    @Test
    void whatDoesNotRunSaysSo() {
        try (Installation stopped = Installation.prepared("stopped")) {
            Outcome status = stopped.berth("status", "--json").run(SOON);
            assertThat(status.exit()).isEqualTo(3);
            assertThat(Json.read(status.out())
                            .path("controlPlane")
                            .path("state")
                            .asText())
                    .isEqualTo("stopped");
            assertThat(stopped.berth("down").run(SOON).exit()).isZero();
            assertThat(stopped.berth("apikey", "create", "--user", "admin")
                            .run(SOON)
                            .exit())
                    .isNotZero();
        }
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws IOException {
        try (Installation other = Installation.prepared("port");
                ServerSocket somebody = new ServerSocket(other.httpPort())) {
            refuses(other, "Port " + somebody.getLocalPort() + " is in use", "BERTH_HTTP_PORT");
        }
    }

    @Test
    void aMissingEngineIsSaidInOneLine() {
        try (Installation other = Installation.prepared("engine")) {
            refuses(other.with("DOCKER_HOST", "unix:///nowhere/docker.sock"), "No Docker engine answers", "/nowhere");
        }
    }

    @Test
    void aWrongDatabasePasswordIsSaidInOneLineThatDoesNotRepeatIt() {
        try (Installation other = Installation.prepared("database")) {
            String address = "jdbc:postgresql://127.0.0.1:" + berth.databasePort() + "/postgres";
            other.with("BERTH_DATABASE_URL", address)
                    .with("BERTH_DATABASE_USER", "postgres")
                    .with("BERTH_DATABASE_PASSWORD", "surely-not-this-one");
            refuses(other, "The control plane did not start:", "password");
            assertThat(Folders.tail(other.home().resolve("logs/control-plane.log"), 1000))
                    .doesNotContain("surely-not-this-one");
        }
    }

    @Test
    void aWordThatItDoesNotKnowIsRefusedWithAHint() {
        Outcome refused = berth.berth("sail").run(SOON);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("sail").contains("./berth help");
    }

    private static void refuses(Installation installation, String... words) {
        Outcome outcome = installation.tryUp();
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.err().lines().findFirst().orElse("")).contains(words);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("berth:")))
                .hasSize(1);
        assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("surely-not-this-one");
        assertThat(Processes.naming(installation.home())).isEmpty();
    }
}
