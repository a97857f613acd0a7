package io.berth.e2e.traffic;

import java.time.Duration;

/** One answer after the other that takes its time. */
final class Downloads {

    private final Connections connections;
    private final Ledger ledger;
    private final Load load;

    Downloads(Connections connections, Ledger ledger, Load load) {
        this.connections = connections;
        this.ledger = ledger;
        this.load = load;
    }

    boolean one() {
        return ledger.attempt(Kind.DOWNLOAD, load.downloadTime(), this::download);
    }

    private void download(Attempt attempt) throws Lost {
        Connection connection = connections.connect(load.patience());
        Duration limit = load.downloadTime().plus(load.patience());
        try (Connections.Limit _ = connections.limit(connection, limit)) {
            connection.beginRequest();
            connection.send("GET /download?bytes=%d&millis=%d HTTP/1.1\r\nHost: %s\r\n\r\n"
                    .formatted(
                            load.bytes(),
                            load.downloadTime().toMillis(),
                            connections.target().name()));
            check(attempt.answered(Answer.read(connection)).require(200).body(connection));
        } finally {
            connection.close();
        }
    }

    private void check(byte[] body) throws Lost {
        if (body.length != load.bytes()) {
            throw new Lost(Trouble.WRONG_ANSWER, body.length + " bytes");
        }
        for (int i = 0; i < body.length; i++) {
            if (body[i] != 'a' + i % 26) {
                throw new Lost(Trouble.WRONG_ANSWER, "a wrong byte at " + i);
            }
        }
    }
}
