package io.berth.agent.link;

import java.net.ConnectException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Says in few words why a connection failed. */
final class LinkTrouble {

    private LinkTrouble() {}

    static String sentence(Throwable trouble) {
        Throwable cause = trouble;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WebSocketHandshakeException refused) {
            return "the control plane answered " + refused.getResponse().statusCode();
        }
        String message = cause.getMessage();
        if (message == null && cause instanceof ConnectException) {
            return "it does not accept connections";
        }
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
