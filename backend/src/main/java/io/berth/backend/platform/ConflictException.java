package io.berth.backend.platform;

import org.jspecify.annotations.Nullable;

/** What was asked for does not fit the present state. */
public final class ConflictException extends BerthException {

    private final String code;
    private final @Nullable String field;

    public ConflictException(String code, String message) {
        this(code, message, null);
    }

    /**
     * @param code for programs, such as {@code name-taken}
     * @param field the field at fault, if one is
     */
    public ConflictException(String code, String message, @Nullable String field) {
        super(message);
        this.code = code;
        this.field = field;
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }
}
