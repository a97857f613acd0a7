package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of one service as settings of the balancer. What cannot be followed becomes a problem, and counts as not set. */
final class Settings {

    private static final Set<String> NO = Set.of("false", "no", "off", "0");

    private final @Nullable String alias;
    private final Map<String, String> variables;
    private final Set<Problem> problems;

    /** @param problems where those that are found are put; one that is found twice is one problem */
    Settings(@Nullable String alias, Map<String, String> variables, Set<Problem> problems) {
        this.alias = alias;
        this.variables = variables;
        this.problems = problems;
    }

    boolean has(String key) {
        return !raw(key).isEmpty();
    }

    /** Whether it is set to anything that does not say no. */
    boolean yes(String key) {
        return has(key) && !NO.contains(raw(key).toLowerCase(Locale.ROOT));
    }

    /** The value as it is, which may have several lines; empty if not set. */
    String raw(String key) {
        return variables.getOrDefault(key, "").strip();
    }

    /** A value that becomes part of a line of the configuration; empty if not set. */
    String line(String key) {
        String value = raw(key);
        return fitsALine(key, value) ? value : "";
    }

    /** Entries that become lines of the configuration, or parts of lines. */
    List<String> lines(String key) {
        List<String> lines = new ArrayList<>();
        for (String entry : CommaList.of(raw(key))) {
            if (fitsALine(key, entry)) {
                lines.add(entry);
            }
        }
        return lines;
    }

    /** A whole number from 0 on. */
    int number(String key, int otherwise) {
        String value = raw(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,9}")) {
            return Integer.parseInt(value);
        }
        problem(
                key,
                "is “" + value + "”, which is not a whole number: write one such as " + Math.max(otherwise, 1) + ".");
        return otherwise;
    }

    /** @param otherwise 0 if there is none */
    int port(String key, int otherwise) {
        try {
            return has(key) ? Ports.one(raw(key)) : otherwise;
        } catch (Unreadable e) {
            problem(key, e.sentence());
            return otherwise;
        }
    }

    /** @param text goes on where "web's BALANCE" begins */
    void problem(String key, String text) {
        problems.add(new Problem(alias, key, owner() + "'s " + key + " " + text));
    }

    /** The link to this service is of no use. */
    void uselessLink(String text) {
        problems.add(new Problem(alias, "links", text));
    }

    String owner() {
        return alias == null ? "The balancer" : alias;
    }

    /** One bad line would have HAProxy refuse all the others. */
    private boolean fitsALine(String key, String value) {
        String wrong = RawLine.wrong(value);
        if (wrong != null) {
            problem(key, wrong);
        }
        return wrong == null;
    }
}
