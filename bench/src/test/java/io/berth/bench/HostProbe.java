package io.berth.bench;

import io.berth.e2e.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks for a virtual host, on a connection of its own each time, and sees whether somebody serves it. */
record HostProbe(int port, String host) {

    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    boolean served() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return status != null && !status.contains(" 503");
        }
    }

    /** @return when it was first seen to be so */
    long awaitServed(boolean wanted) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (served() != wanted) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(host + (wanted ? " is not served" : " is still served"));
            }
            Await.pause(GLANCE);
        }
        return System.nanoTime();
    }
}
