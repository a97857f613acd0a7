package io.berth.e2e;

import io.berth.e2e.traffic.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Has a service write one row after another into its database. Each answer says how many rows there are, so a row that was
 * acknowledged and is lost, or written twice, is noticed by the next answer.
 */
final class JournalWriter implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final Thread thread;

    private volatile boolean writes = true;
    private volatile long rows;
    private volatile String wrong = "";

    private JournalWriter(Target target) {
        this.request = HttpRequest.newBuilder(URI.create("http://" + target.host() + ":" + target.port() + "/write"))
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        this.thread = Thread.ofVirtual().name("journal-writer").unstarted(this::write);
    }

    static JournalWriter start(Target target) {
        JournalWriter writer = new JournalWriter(target);
        writer.thread.start();
        return writer;
    }

    /** The rows that were acknowledged. */
    long rows() {
        return rows;
    }

    /** What went wrong; empty if nothing did. It writes no more after that. */
    String wrong() {
        return wrong;
    }

    private void write() {
        try {
            while (writes && wrong.isEmpty()) {
                long next = rows + 1;
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200 && answer.body().equals(next + "\n")) {
                    rows = next;
                } else {
                    wrong = "Row %d was answered with %d %s".formatted(next, answer.statusCode(), answer.body());
                }
                Thread.sleep(PAUSE);
            }
        } catch (IOException e) {
            wrong = "Row %d was not answered: %s".formatted(rows + 1, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wrong = "The writer was interrupted";
        }
    }

    /** Ends after the answer that is awaited. */
    @Override
    public void close() {
        writes = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
