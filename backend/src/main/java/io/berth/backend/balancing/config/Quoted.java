package io.berth.backend.balancing.config;

/** A word of the configuration in which nothing has a meaning. */
final class Quoted {

    private Quoted() {}

    static String of(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
