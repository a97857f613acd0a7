package io.berth.backend.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.berth.backend.platform.InvalidInputException.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param code for programs, such as {@code name-taken}
 * @param errors what is wrong with which field
 * @param error everything in one text, for clients that look for it under this name
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(Include.NON_EMPTY) List<FieldError> errors,
        String error) {

    static Problem of(HttpStatus status, String code, String detail) {
        return of(status, code, detail, List.of());
    }

    static Problem of(HttpStatus status, String code, String detail, List<FieldError> errors) {
        return new Problem(
                "about:blank", status.getReasonPhrase(), status.value(), detail, code, List.copyOf(errors), detail);
    }

    static Problem invalid(List<FieldError> errors) {
        String all = errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; "));
        return of(HttpStatus.BAD_REQUEST, "invalid", all, errors);
    }
}
