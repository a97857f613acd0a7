package io.berth.backend.web;

/** Reads numbers that people typed. */
public final class Numbers {

    private static final int NONE = -1;

    private Numbers() {}

    /** A number that no rule accepts, if it is none: then the rule says what is wrong. */
    public static int orNone(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}
