package io.berth.backend.balancing.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real authority, for which every name is on the loopback address; it refuses {@code refused.example}. */
public final class Pebble implements AutoCloseable {

    private static final Path SCRIPT = Path.of("../e2e/testbed/pebble");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final int port;
    private final Process process;
    private final Path folder;

    private Pebble(Path folder, int port, int management, int names, int httpPort) {
        this.folder = folder;
        this.port = port;
        try {
            process = new ProcessBuilder(
                            "bash",
                            SCRIPT.toString(),
                            folder.toString(),
                            String.valueOf(port),
                            String.valueOf(management),
                            String.valueOf(names),
                            String.valueOf(httpPort))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitPort();
    }

    /** @param httpPort where it looks for proof, instead of port 80 */
    public static Pebble lookingAt(int httpPort) {
        try {
            List<ServerSocket> sockets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            Path folder = Files.createTempDirectory("berth-pebble-");
            return new Pebble(folder, ports.get(0), ports.get(1), ports.get(2), httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String directory() {
        return "https://127.0.0.1:" + port + "/dir";
    }

    /** Who is to be trusted in talking to it. */
    public Path ca() {
        return folder.resolve("ca.pem");
    }

    private void awaitPort() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        String said = said();
        close();
        throw new AssertionError("pebble does not listen (e2e/testbed/install brings it): " + said);
    }

    private String said() {
        try {
            StringBuilder said = new StringBuilder();
            for (String log : List.of("out.log", "pebble.log", "dns.log")) {
                if (Files.exists(folder.resolve(log))) {
                    said.append(Files.readString(folder.resolve(log)));
                }
            }
            return said.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            for (String file :
                    List.of("ca.pem", "new.pem", "key.pem", "config.json", "out.log", "pebble.log", "dns.log")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
