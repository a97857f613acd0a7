package io.berth.e2e.traffic;

import java.time.Duration;

/**
 * How much traffic of which kind. Rates are kept whatever the answers take, as those of many clients would be.
 *
 * @param kept requests a second on kept connections
 * @param connections that are kept, so that each is idle for connections/kept seconds between two requests
 * @param fresh requests a second on connections of their own
 * @param downloads at any time, of {@code bytes} over {@code downloadTime}
 * @param uploads begun a second, of {@code uploadBytes} over {@code uploadTime}; every other one in chunks
 * @param webSockets at any time, with a message every {@code messagePause}; the i-th lives {@code webSocketLife} and i/2 s
 * @param patience how much longer than it has to a request may take
 */
public record Load(
        double kept,
        int connections,
        double fresh,
        int downloads,
        int bytes,
        Duration downloadTime,
        double uploads,
        int uploadBytes,
        Duration uploadTime,
        int webSockets,
        Duration messagePause,
        Duration webSocketLife,
        Duration patience) {

    public static Load none() {
        return new Load(
                0,
                10,
                0,
                0,
                1_000_000,
                Duration.ofSeconds(5),
                0,
                256 * 1024,
                Duration.ofSeconds(1),
                0,
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                Duration.ofSeconds(15));
    }

    /** All kinds, as much of it as two cores carry beside what is tested. */
    public static Load usual() {
        return none().withKept(50).withFresh(20).withDownloads(4).withUploads(2).withWebSockets(5);
    }

    public Load withKept(double rate) {
        return new Load(
                rate,
                connections,
                fresh,
                downloads,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withConnections(int number) {
        return new Load(
                kept,
                number,
                fresh,
                downloads,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withFresh(double rate) {
        return new Load(
                kept,
                connections,
                rate,
                downloads,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withDownloads(int number) {
        return new Load(
                kept,
                connections,
                fresh,
                number,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withDownloadOf(int size, Duration time) {
        return new Load(
                kept,
                connections,
                fresh,
                downloads,
                size,
                time,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withUploads(double rate) {
        return new Load(
                kept,
                connections,
                fresh,
                downloads,
                bytes,
                downloadTime,
                rate,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withUploadOf(int size, Duration time) {
        return new Load(
                kept,
                connections,
                fresh,
                downloads,
                bytes,
                downloadTime,
                uploads,
                size,
                time,
                webSockets,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withWebSockets(int number) {
        return new Load(
                kept,
                connections,
                fresh,
                downloads,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                number,
                messagePause,
                webSocketLife,
                patience);
    }

    public Load withWebSocketLife(Duration life) {
        return new Load(
                kept,
                connections,
                fresh,
                downloads,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                life,
                patience);
    }

    public Load withPatience(Duration longest) {
        return new Load(
                kept,
                connections,
                fresh,
                downloads,
                bytes,
                downloadTime,
                uploads,
                uploadBytes,
                uploadTime,
                webSockets,
                messagePause,
                webSocketLife,
                longest);
    }
}
