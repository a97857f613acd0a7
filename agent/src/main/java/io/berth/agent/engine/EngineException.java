package io.berth.agent.engine;

import io.berth.protocol.FailureCode;
import org.jspecify.annotations.Nullable;

/** The engine could not do what it was asked for. The message is a sentence for people with the engine's own words. */
public final class EngineException extends RuntimeException {

    private final FailureCode code;

    public EngineException(FailureCode code, String message) {
        this(code, message, null);
    }

    public EngineException(FailureCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    /** The sentence for people; an exception of this kind always has one. */
    public String sentence() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
