package io.berth.e2e;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An installation of a test's own: home, ports and engine objects that nobody else has, driven by the command as people
 * drive it. Closing it takes away everything that it made, and nothing else.
 */
public final class Installation implements AutoCloseable, Witness {

    static final String ADMIN = "admin";
    static final String PASSWORD = "correct horse battery";

    private static final Duration STARTED = Duration.ofMinutes(4);
    private static final Duration STOPPED = Duration.ofMinutes(2);

    private final Engine engine;
    private final String name;
    private final Path home;
    private final int httpPort = FreePorts.next();
    private final int agentPort = FreePorts.next();
    private final Map<String, String> settings = new HashMap<>();
    private Checkout checkout;
    private @Nullable String id;

    private Installation(String name, Engine engine, Checkout checkout) {
        this.name = name;
        this.engine = engine;
        this.checkout = checkout;
        home = Folders.temporary(name);
        settings.put("BERTH_HOME", home.toString());
        settings.put("BERTH_HTTP_PORT", String.valueOf(httpPort));
        settings.put("BERTH_HTTP_ADDRESS", "127.0.0.1");
        settings.put("BERTH_AGENT_PORT", String.valueOf(agentPort));
        settings.put("BERTH_NODE_NAME", "node-of-" + name);
        settings.put("BERTH_ADMIN_USER", ADMIN);
        settings.put("BERTH_ADMIN_PASSWORD", PASSWORD);
        for (String unset : List.of("BERTH_PUBLIC_URL", "BERTH_DATABASE_URL", "BERTH_MASTER_KEY", "BERTH_JOIN_TOKEN")) {
            settings.put(unset, "");
        }
        Evidence.call(this);
    }

    /** One that does not run yet. */
    public static Installation prepared(String name) {
        return new Installation(name, TestBed.get().engine(), TestBed.get().checkout());
    }

    public static Installation started(String name) {
        return prepared(name).started();
    }

    /** One that works on the engine of another host. */
    static Installation startedOn(Host host, String name) {
        return new Installation(name, host.engine(), TestBed.get().checkout())
                .with("DOCKER_HOST", host.address())
                .started();
    }

    /** Up and running, or closed again. */
    public Installation started() {
        try {
            up();
            return this;
        } catch (RuntimeException | Error e) {
            Evidence.collect(name, e);
            close();
            throw e;
        }
    }

    public Installation with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** From now on its command is that of another working copy. */
    Installation from(Checkout other) {
        checkout = other;
        return this;
    }

    Command berth(String... words) {
        return checkout.berth(words).with(settings);
    }

    Command.Outcome up() {
        Command.Outcome outcome = tryUp().orFail();
        id = status().path("installation").asText();
        assertThat(id).as("installation in berth status --json").isNotEmpty();
        return outcome;
    }

    /** May fail, as a test wishes. */
    Command.Outcome tryUp() {
        return berth("up", "--detach").run(STARTED);
    }

    Command.Outcome down() {
        return berth("down").run(STOPPED).orFail();
    }

    JsonNode status() {
        return Json.read(berth("status", "--json").run(Duration.ofSeconds(30)).out());
    }

    long controlPlanePid() {
        return status().path("controlPlane").path("pid").asLong();
    }

    long agentPid() {
        return status().path("agent").path("pid").asLong();
    }

    long databasePid() {
        return Long.parseLong(postmaster(0));
    }

    public String databasePassword() {
        try {
            return Files.readString(home.resolve("postgres/password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int databasePort() {
        return Integer.parseInt(postmaster(3));
    }

    /** A line of the file in which PostgreSQL keeps, among others, its process id (0) and its port (3). */
    private String postmaster(int line) {
        try (Stream<Path> files = Files.walk(home.resolve("postgres"), 2)) {
            Path file = files.filter(f -> f.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No postmaster.pid under " + home));
            return Files.readAllLines(file).get(line).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Api api() {
        return new Api(url(), ADMIN, apiKey(ADMIN));
    }

    String apiKey(String user) {
        return berth("apikey", "create", "--user", user)
                .run(Duration.ofSeconds(30))
                .orFail()
                .out()
                .strip();
    }

    String url() {
        return "http://localhost:" + httpPort;
    }

    Path home() {
        return home;
    }

    int httpPort() {
        return httpPort;
    }

    int agentPort() {
        return agentPort;
    }

    /** What its objects on the engine are labelled with. */
    String id() {
        if (id == null) {
            throw new IllegalStateException("The installation " + name + " has not run yet");
        }
        return id;
    }

    public List<ContainerOnEngine> containers(String service) {
        return engine.containers(id(), service);
    }

    @Override
    public String testify(Path folder) {
        try {
            for (String log : List.of("control-plane", "agent", "build")) {
                Path file = home.resolve("logs/" + log + ".log");
                if (Files.exists(file)) {
                    Files.copy(file, folder.resolve(name + "-" + log + ".log"), REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "--- " + name + ": the end of its log\n" + Folders.tail(home.resolve("logs/control-plane.log"), 30)
                + "\n--- " + name + ": the end of its agent's log\n"
                + Folders.tail(home.resolve("logs/agent.log"), 15)
                + "\n--- " + name + ": its containers\n" + (id == null ? "" : engine.describe(id));
    }

    @Override
    public void close() {
        Evidence.dismiss(this);
        try {
            berth("down").run(STOPPED);
        } finally {
            Processes.naming(home).forEach(Processes::kill);
            if (id != null) {
                engine.removeAllOf(id);
            }
            Folders.delete(home);
        }
    }
}
