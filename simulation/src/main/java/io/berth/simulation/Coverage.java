package io.berth.simulation;

import io.berth.backend.deployments.DeploymentState;
import java.util.Locale;

/** How often each kind of fault has met a deployment in each state. */
final class Coverage {

    private final long[][] cells = new long[DeploymentState.values().length][FaultKind.values().length];
    private long ended;

    void count(DeploymentState state, FaultKind kind) {
        cells[state.ordinal()][kind.ordinal()]++;
    }

    void ended() {
        ended++;
    }

    void add(Coverage other) {
        ended += other.ended;
        for (int state = 0; state < cells.length; state++) {
            for (int kind = 0; kind < cells[state].length; kind++) {
                cells[state][kind] += other.cells[state][kind];
            }
        }
    }

    long deployments() {
        return ended;
    }

    long least() {
        long least = Long.MAX_VALUE;
        for (long[] row : cells) {
            for (long cell : row) {
                least = Math.min(least, cell);
            }
        }
        return least;
    }

    /** Kinds of faults downwards, states of deployments across. */
    String table() {
        StringBuilder table = new StringBuilder("%-20s".formatted("fault"));
        for (DeploymentState state : DeploymentState.values()) {
            table.append("%13s".formatted(state.label().toLowerCase(Locale.ROOT)));
        }
        for (FaultKind kind : FaultKind.values()) {
            table.append("\n%-20s".formatted(kind.label()));
            for (long[] row : cells) {
                table.append("%13d".formatted(row[kind.ordinal()]));
            }
        }
        return table.append("\nleast: ").append(least()).toString();
    }
}
