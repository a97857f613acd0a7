package io.berth.e2e.traffic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Short requests on connections that are kept, the one that has been idle for longest first. */
final class KeptRequests implements Runnable {

    private final Connections connections;
    private final Ledger ledger;
    private final Load load;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int held;

    KeptRequests(Connections connections, Ledger ledger, Load load) {
        this.connections = connections;
        this.ledger = ledger;
        this.load = load;
    }

    @Override
    public void run() {
        ledger.attempt(Kind.KEPT, Duration.ZERO, this::ask);
    }

    private void ask(Attempt attempt) throws Lost {
        Connection connection = take();
        boolean again = false;
        try (Connections.Limit _ = connections.limit(connection, load.patience())) {
            again = Home.ask(connection, connections.target(), false, attempt);
        } finally {
            giveBack(connection, again);
        }
    }

    private Connection take() throws Lost {
        for (Connection kept = longestIdle(); kept != null; kept = longestIdle()) {
            if (stillGood(kept)) {
                return kept;
            }
            giveBack(kept, false);
        }
        return connections.connect(load.patience());
    }

    /** None where more are to be made, or all are in use. */
    private synchronized @Nullable Connection longestIdle() {
        Connection kept = held < load.connections() ? null : idle.poll();
        held += kept == null ? 1 : 0;
        return kept;
    }

    private boolean stillGood(Connection kept) throws Lost {
        return switch (kept.pending()) {
            case NOTHING -> true;
            case END -> {
                ledger.count(Kind.KEPT, count -> count.closesWhileIdle++);
                yield false;
            }
            case BYTES -> {
                giveBack(kept, false);
                throw new Lost(Trouble.WRONG_ANSWER, "bytes came before the request was sent");
            }
        };
    }

    private synchronized void giveBack(Connection connection, boolean again) {
        if (again && held <= load.connections()) {
            idle.add(connection);
            return;
        }
        held--;
        connection.close();
    }
}
