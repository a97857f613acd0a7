package io.berth.agent.link;

import org.jspecify.annotations.Nullable;

/** The control plane answered, and its answer was no. Asking again in the same way is in vain. */
public final class RefusedException extends Exception {

    public RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
