package io.berth.backend.api;

import io.berth.backend.platform.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The version that a change was made from, as the header {@code If-Match} says it. */
public final class SeenVersion {

    private static final Pattern VERSION = Pattern.compile("\"?(\\d{1,18})\"?");

    private SeenVersion() {}

    /** Null if the request does not say. */
    public static @Nullable Long of(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw InvalidInputException.of(HttpHeaders.IF_MATCH, "give the field version of the object, such as \"3\"");
        }
        return Long.valueOf(version.group(1));
    }
}
