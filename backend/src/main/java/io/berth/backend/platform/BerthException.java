package io.berth.backend.platform;

/** Something that a caller asked for cannot be done, in words for that caller. Holds no secrets. */
public abstract sealed class BerthException extends RuntimeException
        permits InvalidInputException, NotFoundException, ConflictException {

    BerthException(String message) {
        super(message);
    }

    /** The message, which these exceptions always have. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
