package io.berth.backend.api;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem whatever goes wrong below {@code /api/}, also where no handler was found. It writes the answer
 * itself, so that a client which accepts something else still learns what is wrong.
 */
@Component
class ApiProblems implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    private final JsonMapper json;

    ApiProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public int getOrder() {
        return -1;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (!(request.getRequestURI() + "/").startsWith("/api/")) {
            return null;
        }
        if (e instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            LOG.debug("the client went away before it was answered", e);
            return new ModelAndView();
        }
        Problem problem = problem(e);
        if (problem.status() >= 500) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        }
        if (e instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        write(response, problem);
        return new ModelAndView();
    }

    private static Problem problem(Exception e) {
        return switch (e) {
            case InvalidInputException invalid -> Problem.invalid(ApiFieldNames.translated(invalid.errors()));
            case NotFoundException missing -> Problem.of(HttpStatus.NOT_FOUND, "not-found", missing.reason());
            case ConflictException conflict ->
                Problem.of(HttpStatus.CONFLICT, conflict.code(), conflict.reason(), atFault(conflict));
            case Refusal refusal -> refusal.problem();
            case MethodArgumentTypeMismatchException _ -> nothingHere();
            case NoResourceFoundException _ -> nothingHere();
            case HttpRequestMethodNotSupportedException method ->
                Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        method.getMethod() + " is not possible at this address.");
            case HttpMediaTypeException _ ->
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "not-json",
                        "Answers are JSON: accept application/json, or send no Accept header.");
            case DataIntegrityViolationException _ -> overtaken();
            case ConcurrencyFailureException _ -> overtaken();
            case CannotCreateTransactionException _ -> noDatabase();
            case DataAccessResourceFailureException _ -> noDatabase();
            default ->
                Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Berth failed to do this. The log of the control plane says why.");
        };
    }

    private static List<FieldError> atFault(ConflictException conflict) {
        String field = conflict.field();
        return field == null ? List.of() : ApiFieldNames.translated(List.of(new FieldError(field, conflict.reason())));
    }

    private static Problem nothingHere() {
        return Problem.of(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.");
    }

    private static Problem overtaken() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "changed-meanwhile",
                "Something else was changed at the same moment, and nothing was done. Look again and repeat.");
    }

    private static Problem noDatabase() {
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE, "no-database", "The database does not answer. Try again in a moment.");
    }

    private void write(HttpServletResponse response, Problem problem) {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            response.getOutputStream().write(json.writeValueAsBytes(problem));
        } catch (IOException e) {
            throw new UncheckedIOException("the problem could not be told", e);
        }
    }
}
