package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** Another host on this machine, with an engine and a registry of its own: this engine may be killed. */
final class Host implements AutoCloseable, Witness {

    /** In the host's own network, which no other has a part in. */
    private static final String REGISTRY = "127.0.0.1:5000";

    private static final Duration SOON = Duration.ofMinutes(2);

    private final String name;
    private final Path folder;
    private final Thread lastResort = new Thread(() -> command("stop").run(SOON), "host-cleaner");
    private final Engine engine;

    private Host(String name) {
        this.name = name;
        this.folder = cache().resolve("hosts").resolve(name);
        this.engine = Engine.connect(address());
    }

    static Host started(String purpose) {
        Host host = new Host(purpose + "-" + ProcessHandle.current().pid());
        Runtime.getRuntime().addShutdownHook(host.lastResort);
        try {
            host.command("start").run(SOON).orFail();
            Evidence.call(host);
            return host;
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private static Path cache() {
        return Path.of(Optional.ofNullable(System.getenv("BERTH_TEST_CACHE"))
                .filter(set -> !set.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache/berth-test"));
    }

    private Command command(String verb, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = verb;
        words[1] = name;
        System.arraycopy(more, 0, words, 2, more.length);
        return TestBed.get().checkout().testbed("host", words).with("BERTH_TEST_CACHE", cache().toString());
    }

    Engine engine() {
        return engine;
    }

    String address() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** A repository of the test bed, in this host's own registry. */
    String image(String image) {
        command("images", image).run(Duration.ofMinutes(10)).orFail();
        return REGISTRY + "/" + image;
    }

    /** As {@code kill -9} of the engine and of its containerd. */
    void kill() {
        command("kill").run(SOON).orFail();
    }

    void revive() {
        command("revive").run(SOON).orFail();
    }

    @Override
    public String testify(Path evidence) {
        try {
            for (String log : new String[] {"dockerd.log", "containerd.log"}) {
                if (Files.exists(folder.resolve(log))) {
                    Files.copy(
                            folder.resolve(log),
                            evidence.resolve(name + "-" + log),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "--- " + name + ": the end of its engine's log\n" + Folders.tail(folder.resolve("dockerd.log"), 10);
    }

    @Override
    public void close() {
        Evidence.dismiss(this);
        command("stop").run(SOON).orFail();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
