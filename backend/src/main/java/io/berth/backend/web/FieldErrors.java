package io.berth.backend.web;

import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a form, as its template wants it: field by field, as sentences. */
public final class FieldErrors {

    private FieldErrors() {}

    public static Map<String, String> of(InvalidInputException e) {
        return of(e.errors());
    }

    public static Map<String, String> of(String field, String message) {
        return of(List.of(new FieldError(field, message)));
    }

    private static Map<String, String> of(List<FieldError> errors) {
        Map<String, String> byField = new LinkedHashMap<>();
        errors.forEach(e -> byField.putIfAbsent(e.field(), Sentences.of(e.message())));
        return byField;
    }
}
