package io.berth.e2e.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that take their time, every other one in chunks, for which balancers have other rules. */
final class Uploads implements Runnable {

    private static final int PIECE = 16 * 1024;

    private final Connections connections;
    private final Ledger ledger;
    private final Load load;
    private final AtomicInteger begun = new AtomicInteger();

    Uploads(Connections connections, Ledger ledger, Load load) {
        this.connections = connections;
        this.ledger = ledger;
        this.load = load;
    }

    @Override
    public void run() {
        boolean chunked = begun.getAndIncrement() % 2 == 1;
        ledger.attempt(Kind.UPLOAD, load.uploadTime(), attempt -> upload(attempt, chunked));
    }

    private void upload(Attempt attempt, boolean chunked) throws Lost {
        Connection connection = connections.connect(load.patience());
        Duration limit = load.uploadTime().plus(load.patience());
        try (Connections.Limit _ = connections.limit(connection, limit)) {
            connection.beginRequest();
            send(connection, chunked, attempt);
            Answer answer = attempt.answered(Answer.read(connection)).require(200);
            String words = answer.text(connection);
            if (!words.equals("received " + load.uploadBytes() + "\n")) {
                throw new Lost(Trouble.WRONG_ANSWER, words);
            }
        } finally {
            connection.close();
        }
    }

    private void send(Connection connection, boolean chunked, Attempt attempt) throws Lost {
        try {
            connection.send("POST /upload HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n"
                    .formatted(
                            connections.target().name(),
                            chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + load.uploadBytes()));
            sendBody(connection, chunked);
        } catch (Lost broken) {
            throw earlyAnswer(connection, attempt, broken);
        }
    }

    private void sendBody(Connection connection, boolean chunked) throws Lost {
        byte[] piece = new byte[PIECE];
        long begin = System.nanoTime();
        for (int sent = 0; sent < load.uploadBytes(); ) {
            int here = Math.min(PIECE, load.uploadBytes() - sent);
            if (chunked) {
                connection.send(Integer.toHexString(here) + "\r\n");
            }
            connection.send(piece, here);
            if (chunked) {
                connection.send("\r\n");
            }
            sent += here;
            Pace.sleepUntil(begin + load.uploadTime().toNanos() * sent / load.uploadBytes());
        }
        if (chunked) {
            connection.send("0\r\n\r\n");
        }
    }

    /** A server that takes no more may have said why. */
    private static Lost earlyAnswer(Connection connection, Attempt attempt, Lost broken) {
        try {
            Answer answer = attempt.answered(Answer.read(connection));
            return new Lost(Trouble.STATUS, answer.reason() + " before the upload had ended");
        } catch (Lost nothingSaid) {
            broken.addSuppressed(nothingSaid);
            return broken;
        }
    }
}
