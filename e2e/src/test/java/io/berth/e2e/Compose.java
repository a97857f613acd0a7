package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The platform as containers, from docker-compose.yml and images built here; project, ports and image names of its own. */
final class Compose implements AutoCloseable, Witness {

    private static final String IMAGES = """
            version: "2.4"
            services:
              control-plane:
                image: berth-e2e/control-plane
              agent:
                image: berth-e2e/agent
            """;

    private final Checkout checkout = TestBed.get().checkout().copy();
    private final String project = "berth-e2e-" + ProcessHandle.current().pid();
    private final int httpPort = FreePorts.next();
    private final Map<String, String> settings = new HashMap<>();
    private @Nullable String installation;

    Compose() {
        TestBed bed = TestBed.get();
        settings.put("BERTH_HTTP_PORT", String.valueOf(httpPort));
        settings.put("BERTH_AGENT_PORT", String.valueOf(FreePorts.next()));
        settings.put("BERTH_ADMIN_USER", Installation.ADMIN);
        settings.put("BERTH_ADMIN_PASSWORD", Installation.PASSWORD);
        settings.put("BERTH_BUILD_IMAGE", bed.image("base-jdk") + ":25");
        settings.put("BERTH_RUNTIME_IMAGE", bed.image("base-jdk") + ":25");
        settings.put("BERTH_POSTGRES_IMAGE", bed.image("postgres") + ":18");
        settings.put("BERTH_NODE_NAME", "node-of-compose");
        try {
            Files.writeString(imageNames(), IMAGES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Evidence.call(this);
    }

    Compose up() {
        Path home = Folders.temporary("compose-build");
        try {
            checkout.berth("build", "--dist")
                    .with("BERTH_HOME", home.toString())
                    .run(Duration.ofMinutes(5))
                    .orFail();
        } finally {
            Folders.delete(home);
        }
        command("up", "--detach", "--build").run(Duration.ofMinutes(5)).orFail();
        Await.until(
                "the control plane answers and the agent is healthy",
                Duration.ofMinutes(2),
                () -> command("ps").run(Duration.ofSeconds(30)).orFail().out(),
                listing -> listing.lines().filter(l -> l.contains("(healthy)")).count() == 3);
        Command.Outcome status = command("exec", "-T", "control-plane", "berth", "status", "--json")
                .run(Duration.ofMinutes(1));
        installation = Json.read(status.out()).path("installation").asText();
        return this;
    }

    /** What its objects on the engine are labelled with. */
    String installation() {
        return Objects.requireNonNull(installation, "It is not up");
    }

    String url() {
        return "http://localhost:" + httpPort;
    }

    String apiKey() {
        return command("exec", "-T", "control-plane", "berth", "apikey", "create", "--user", Installation.ADMIN)
                .run(Duration.ofMinutes(1))
                .orFail()
                .out()
                .strip();
    }

    private Command command(String... words) {
        String[] all = new String[words.length + 7];
        String[] first = {
            "docker-compose",
            "-p",
            project,
            "-f",
            "docker-compose.yml",
            "-f",
            imageNames().toString()
        };
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(words, 0, all, first.length, words.length);
        return Command.of(all).in(checkout.root()).with(settings);
    }

    private Path imageNames() {
        return checkout.file("image-names.yml");
    }

    @Override
    public String testify(Path folder) {
        return command("ps").run(Duration.ofMinutes(1)).toString()
                + command("logs", "--no-color", "--tail=60").run(Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        Evidence.dismiss(this);
        Engine engine = TestBed.get().engine();
        try {
            command("down", "--volumes", "--remove-orphans", "--timeout", "10")
                    .run(Duration.ofMinutes(2))
                    .orFail();
            if (installation != null) {
                engine.removeAllOf(installation);
            }
            engine.forgetImagesOf("berth-e2e");
        } finally {
            Folders.delete(checkout.root());
        }
    }
}
