package io.berth.agent;

import org.jspecify.annotations.Nullable;

/** Why the agent does not start: one sentence for the operator. */
final class StartupException extends Exception {

    StartupException(String sentence) {
        this(sentence, null);
    }

    StartupException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
