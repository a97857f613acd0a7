package io.berth.simulation;

/** The database does not answer. */
final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAway() {
        super("the database is away", null, false, false);
    }
}
