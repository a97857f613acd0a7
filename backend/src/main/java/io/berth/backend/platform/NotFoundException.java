package io.berth.backend.platform;

/** There is no such thing, or it belongs to another team, which is the same to the caller. */
public final class NotFoundException extends BerthException {

    /** @param what such as {@code service} */
    public NotFoundException(String what) {
        super("There is no such " + what + ".");
    }
}
