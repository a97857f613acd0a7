package io.berth.e2e.traffic;

import java.time.Duration;

/** Short requests, each on a connection of its own. */
final class FreshRequests implements Runnable {

    private final Connections connections;
    private final Ledger ledger;
    private final Load load;

    FreshRequests(Connections connections, Ledger ledger, Load load) {
        this.connections = connections;
        this.ledger = ledger;
        this.load = load;
    }

    @Override
    public void run() {
        ledger.attempt(Kind.FRESH, Duration.ZERO, this::ask);
    }

    private void ask(Attempt attempt) throws Lost {
        Connection connection = connections.connect(load.patience());
        try (Connections.Limit _ = connections.limit(connection, load.patience())) {
            Home.ask(connection, connections.target(), true, attempt);
        } finally {
            connection.close();
        }
    }
}
