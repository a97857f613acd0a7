package io.berth.backend.accounts;

import io.berth.backend.platform.InvalidInputException;
import java.util.regex.Pattern;

/** What users and teams may be called: names that fit into addresses and host names. */
final class Names {

    static final String RULE =
            "Use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Names() {}

    static String require(String field, String name) {
        if (!LABEL.matcher(name).matches()) {
            throw InvalidInputException.of(field, RULE);
        }
        return name;
    }
}
