package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The test bed's application {@code traffic} as a process of this machine, without an engine around it. */
final class TrafficApplication implements AutoCloseable {

    private static final Duration COMPILED = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Process process;
    private final int port = FreePorts.next();

    private TrafficApplication(Path program, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.environment().putAll(variables);
        builder.environment().put("PORT", String.valueOf(port));
        try {
            process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program, compiled as for the image. */
    static Path compiled(Path folder) {
        Checkout.here()
                .testbed("recipes/traffic/prepare", folder.toString())
                .run(COMPILED)
                .orFail();
        return folder.resolve("traffic");
    }

    static TrafficApplication start(Path program, String version) {
        return start(program, Map.of("VERSION", version));
    }

    static TrafficApplication start(Path program, Map<String, String> variables) {
        TrafficApplication application = new TrafficApplication(program, variables);
        Await.until("the application listens", SOON, application::listens);
        return application;
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** As a stop of its container does. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        Await.until("the application has ended", SOON, () -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }
}
