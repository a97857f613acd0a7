package io.berth.backend.platform;

import java.util.List;
import java.util.stream.Collectors;

/** What was sent cannot be accepted; nothing was changed. */
public final class InvalidInputException extends BerthException {

    private final transient List<FieldError> errors;

    public InvalidInputException(List<FieldError> errors) {
        super(errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    public static InvalidInputException of(String field, String message) {
        return new InvalidInputException(List.of(new FieldError(field, message)));
    }

    public List<FieldError> errors() {
        return errors;
    }

    /**
     * What is wrong with one field.
     *
     * @param field as the form and the API name it, such as {@code ports[0].hostPort}
     */
    public record FieldError(String field, String message) {}
}
