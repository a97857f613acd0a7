package io.berth.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real registry on a free loopback port, by the test bed's script. */
final class TestRegistry implements AutoCloseable {

    private static final String SCRIPT = script("registry");
    private static final String IMAGES = script("images");

    private final Path folder;
    private final int port;

    private TestRegistry(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** @param password of the user {@code berth}; null lets everybody in */
    static TestRegistry start(Path folder, @Nullable String password) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = freePort();
        Path passwords = folder.resolve("passwords");
        if (password != null) {
            run(null, password, SCRIPT, "user", passwords.toString(), "berth");
        }
        run(password == null ? null : passwords, null, SCRIPT, "start", folder.toString(), String.valueOf(port));
        return new TestRegistry(folder, port);
    }

    private static String script(String name) {
        return Path.of("..", "e2e", "testbed", name)
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    /** Makes an image of the test bed and pushes it. */
    static void offer(String registry, String image) throws IOException, InterruptedException {
        run(null, null, IMAGES, registry, image);
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(null, null, SCRIPT, "stop", folder.toString());
    }

    private static void run(@Nullable Path passwords, @Nullable String input, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).inheritIO();
        if (passwords != null) {
            builder.environment().put("REGISTRY_HTPASSWD", passwords.toString());
        }
        if (input != null) {
            builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        }
        Process process = builder.start();
        if (input != null) {
            try (var writer = process.outputWriter()) {
                writer.write(input + "\n");
            }
        }
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
