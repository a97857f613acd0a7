package io.berth.backend.balancing.certificates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** There is no certificate now, and the message says to people why. */
final class RefusedException extends Exception {

    private final transient @Nullable Instant notBefore;

    RefusedException(String message) {
        this(message, null, null);
    }

    /** @param notBefore when the authority will listen again; null if it does not say */
    RefusedException(String message, @Nullable Instant notBefore, @Nullable Throwable cause) {
        super(message, cause);
        this.notBefore = notBefore;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    @Nullable
    Instant notBefore() {
        return notBefore;
    }
}
