package io.berth.protocol;

/** A text frame that is not a message of this protocol. The message names the type, never the content. */
public final class UnreadableMessageException extends RuntimeException {

    public UnreadableMessageException(String message) {
        super(message);
    }
}
