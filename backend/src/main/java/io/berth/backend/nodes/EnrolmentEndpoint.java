package io.berth.backend.nodes;

import io.berth.protocol.Enrolment;
import io.berth.protocol.UnreadableMessageException;
import io.berth.protocol.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where hosts get their certificates. */
@RestController
class EnrolmentEndpoint {

    /** Many times what a request needs: whoever asks is not known yet. */
    private static final int LARGEST_BODY = 64 * 1024;

    private final Enrolments enrolments;

    EnrolmentEndpoint(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    @PostMapping(Enrolment.ENROL_PATH)
    ResponseEntity<?> enrol(HttpServletRequest request) throws IOException {
        return answer(
                request,
                Enrolment.Request.class,
                enrolment -> {
                    requirePresent(enrolment.secret(), enrolment.nodeName(), enrolment.certificateRequest());
                    return enrolments.enrol(enrolment);
                },
                "The join token is unknown or has expired.");
    }

    @PostMapping(Enrolment.RENEW_PATH)
    ResponseEntity<?> renew(HttpServletRequest request) throws IOException {
        Optional<NodeCertificate> certificate = NodeCertificate.of(request);
        return answer(
                request,
                Enrolment.Renewal.class,
                renewal -> {
                    requirePresent(renewal.certificateRequest());
                    return certificate.flatMap(present -> enrolments.renew(present, renewal));
                },
                "This is not the certificate of a node of this installation.");
    }

    private static <T> ResponseEntity<?> answer(
            HttpServletRequest request, Class<T> type, Function<T, Optional<Enrolment.Response>> action, String refusal)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "The request is too large.");
        }
        try {
            Optional<Enrolment.Response> response =
                    action.apply(Wire.read(new String(body, StandardCharsets.UTF_8), type));
            return response.isPresent()
                    ? ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(Wire.write(response.get()))
                    : problem(HttpStatus.FORBIDDEN, refusal);
        } catch (UnreadableMessageException | IllegalArgumentException e) {
            return problem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static void requirePresent(@Nullable String... fields) {
        if (Arrays.asList(fields).contains(null)) {
            throw new IllegalArgumentException("a field is missing");
        }
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
