package io.berth.simulation;

/** Something happened that must never happen. An error, so that no code under test takes it for a failure of its own. */
final class Violation extends Error {

    private static final long serialVersionUID = 1L;

    private final String invariant;

    Violation(String invariant, String what) {
        super(what);
        this.invariant = invariant;
    }

    String invariant() {
        return invariant;
    }
}
