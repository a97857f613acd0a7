package io.berth.backend.api;

import org.springframework.http.HttpStatus;

/** A request that is refused for its form, before anybody looks at what it asks for. */
final class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final String code;

    Refusal(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    Problem problem() {
        return Problem.of(status, code, String.valueOf(getMessage()));
    }
}
