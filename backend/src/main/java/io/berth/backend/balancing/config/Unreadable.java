package io.berth.backend.balancing.config;

/** A value means nothing. Its message goes on where "web's VIRTUAL_HOST" begins, and is meant for people. */
final class Unreadable extends Exception {

    Unreadable(String message) {
        super(message);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
