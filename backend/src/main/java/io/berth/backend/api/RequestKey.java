package io.berth.backend.api;

import org.jspecify.annotations.Nullable;

/**
 * What a client sends with a request that it may have to repeat, so that it is carried out once.
 *
 * @param value null if the client sends none
 */
public record RequestKey(@Nullable String value) {

    static final String NAME = "request_key";
    static final int LONGEST = 200;

    static RequestKey of(Fields body, @Nullable String fromQuery) {
        String sent = body.optionalText(NAME, null);
        String key = sent == null ? fromQuery : sent;
        if (key != null && (key.isBlank() || key.length() > LONGEST || key.indexOf('\0') >= 0)) {
            body.wrong(NAME, "give a text of 1 to " + LONGEST + " characters");
        }
        return new RequestKey(key);
    }
}
