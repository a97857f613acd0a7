package io.berth.agent.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.DockerException;
import io.berth.protocol.FailureCode;
import io.berth.protocol.UnreadableMessageException;
import io.berth.protocol.Wire;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Docker and its library say when something fails, in the domain's terms. */
final class DockerErrors {

    private static final Pattern PORT_TAKEN =
            Pattern.compile("port is already allocated|address already in use|ports are not available");

    private DockerErrors() {}

    /** @param attempt what was tried, such as "start the container web-1" */
    static EngineException translate(String attempt, RuntimeException e) {
        if (e instanceof EngineException known) {
            return known;
        }
        if (e instanceof DockerException refused) {
            String words = words(refused);
            FailureCode code = PORT_TAKEN.matcher(words).find() ? FailureCode.PORT_TAKEN : FailureCode.ENGINE_ERROR;
            return new EngineException(code, "The engine could not " + attempt + ": " + words, e);
        }
        if (connectionFailure(e) != null) {
            return unreachable(e);
        }
        return new EngineException(FailureCode.ENGINE_ERROR, "The engine could not " + attempt + ": " + e, e);
    }

    static EngineException unreachable(Exception e) {
        Throwable root = connectionFailure(e);
        String words = root == null || root.getMessage() == null ? e.toString() : root.getMessage();
        return new EngineException(FailureCode.ENGINE_UNREACHABLE, "The engine does not answer: " + words, e);
    }

    /** Lets pass what merely says that the engine does not answer. */
    static void requireUnreachable(RuntimeException e) {
        if (connectionFailure(e) == null) {
            throw e;
        }
    }

    /** The engine's own sentence, out of its JSON. */
    static String words(String body) {
        try {
            String message = Wire.read(body, Refusal.class).message();
            return message == null ? body.strip() : message.strip();
        } catch (UnreadableMessageException e) {
            return body.strip();
        }
    }

    private static String words(DockerException refused) {
        String message = String.valueOf(refused.getMessage());
        String prefix = "Status " + refused.getHttpStatus() + ": ";
        return words(message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }

    private static @Nullable Throwable connectionFailure(Throwable e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof IOException && !(cause instanceof JsonProcessingException)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private record Refusal(
            @JsonProperty("message") @Nullable String message) {}
}
