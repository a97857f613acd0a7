package io.berth.backend.platform;

import org.jspecify.annotations.Nullable;

/** The control plane cannot start, for a reason that its operator can mend. The message is the one line that he reads. */
public final class CannotStartException extends RuntimeException {

    public CannotStartException(String message) {
        this(message, null);
    }

    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
