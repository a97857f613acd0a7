package io.berth.backend.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Gives a handler the {@link Fields} of the request's JSON object. No body at all is an empty object. */
class BodyResolver implements HandlerMethodArgumentResolver {

    static final int MOST_BYTES = 10 * 1024 * 1024;

    /** Numbers keep their spelling, because a variable's value may be written as one. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Fields.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        return read(Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class)));
    }

    Fields read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw tooLarge();
        }
        if (body.length == 0) {
            return Fields.none();
        }
        requireJson(request.getContentType());
        JsonNode root = parse(body);
        if (root instanceof ObjectNode object) {
            return Fields.of(object);
        }
        throw new Refusal(HttpStatus.BAD_REQUEST, "malformed", "The body must be a JSON object.");
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            // The reader's own words quote the body, which may hold a secret.
            throw new Refusal(HttpStatus.BAD_REQUEST, "malformed", "The body is not valid JSON" + place(e) + ".");
        }
    }

    private static String place(JacksonException e) {
        TokenStreamLocation where = e.getLocation();
        return where == null || where.getLineNr() < 1
                ? ""
                : ": line %d, column %d".formatted(where.getLineNr(), where.getColumnNr());
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            if (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    || type.getSubtype().endsWith("+json")) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            throw notJson();
        }
        throw notJson();
    }

    private static Refusal notJson() {
        return new Refusal(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "Send a JSON object and the header Content-Type: application/json.");
    }

    private static Refusal tooLarge() {
        return new Refusal(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "The body is larger than %d MB.".formatted(MOST_BYTES / 1024 / 1024));
    }
}
