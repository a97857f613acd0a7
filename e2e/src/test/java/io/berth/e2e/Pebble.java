package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real authority, for which every name is on this machine; it refuses {@code refused.example}. */
final class Pebble implements AutoCloseable {

    private final Path folder = Folders.temporary("pebble");
    private final int port = FreePorts.next();
    private final int management = FreePorts.next();
    private final Process process;

    private Pebble(int httpPort) {
        try {
            process = new ProcessBuilder(
                            TestBed.get().checkout().file("e2e/testbed/pebble").toString(),
                            folder.toString(),
                            String.valueOf(port),
                            String.valueOf(management),
                            String.valueOf(FreePorts.next()),
                            String.valueOf(httpPort))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("pebble listens", Duration.ofSeconds(20), () -> listens(port) && listens(management));
    }

    /** @param httpPort where it looks for proof, instead of port 80 */
    static Pebble lookingAt(int httpPort) {
        return new Pebble(httpPort);
    }

    String directory() {
        return "https://127.0.0.1:" + port + "/dir";
    }

    /** Who is to be trusted in talking to it. */
    Path ca() {
        return folder.resolve("ca.pem");
    }

    /** The certificate that all those that it issues go back to. */
    Path root() {
        Path root = folder.resolve("root.pem");
        Command.of(
                        "curl",
                        "--silent",
                        "--fail",
                        "--cacert",
                        ca().toString(),
                        "--output",
                        root.toString(),
                        "https://127.0.0.1:" + management + "/roots/0")
                .run(Duration.ofSeconds(10))
                .orFail();
        return root;
    }

    private boolean listens(int where) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), where)) {
            return socket.isConnected() && Files.exists(ca());
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }
}
