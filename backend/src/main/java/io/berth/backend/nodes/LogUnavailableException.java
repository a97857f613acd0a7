package io.berth.backend.nodes;

/** A container's log cannot be had now. The message is for people. */
public final class LogUnavailableException extends RuntimeException {

    LogUnavailableException(String message) {
        super(message);
    }
}
