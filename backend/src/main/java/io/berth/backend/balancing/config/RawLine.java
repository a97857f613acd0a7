package io.berth.backend.balancing.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text from a variable that is written into the configuration as it is. */
final class RawLine {

    /** What HAProxy takes for the beginning of another section, so that what follows would be in the wrong one. */
    private static final Set<String> SECTIONS = Set.of(
            "global",
            "defaults",
            "frontend",
            "backend",
            "listen",
            "userlist",
            "peers",
            "mailers",
            "resolvers",
            "cache",
            "program",
            "ring",
            "http-errors",
            "log-forward",
            "fcgi-app");

    private RawLine() {}

    /** Why it would break the lines around it; null if it does not. */
    static @Nullable String wrong(String text) {
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
            return "has line breaks or other control characters: write it in one line, entries parted by commas.";
        }
        if (SECTIONS.contains(firstWord(text))) {
            return "begins a section of its own with “" + firstWord(text)
                    + "”, which is not possible here: give the lines that belong into this one.";
        }
        return quotesClosed(text)
                ? null
                : "has a quotation mark or a backslash that is not followed by its other half.";
    }

    static String firstWord(String text) {
        return text.strip().split("\\s+", 2)[0];
    }

    /** By HAProxy's rules: a backslash takes the next character as it is, except in single quotes. */
    private static boolean quotesClosed(String text) {
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && open != '\'') {
                i++;
                if (i == text.length()) {
                    return false;
                }
            } else if (open == 0 && c == '#') {
                return true;
            } else if (c == open) {
                open = 0;
            } else if (open == 0 && (c == '\'' || c == '"')) {
                open = c;
            }
        }
        return open == 0;
    }
}
