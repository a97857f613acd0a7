package io.berth.backend.balancing.config;

import java.util.List;

/** A configuration while it is written. */
final class ConfigText {

    private final StringBuilder text = new StringBuilder();

    ConfigText section(String head) {
        text.append(text.isEmpty() ? "" : "\n").append(head).append('\n');
        return this;
    }

    ConfigText line(String line) {
        text.append("  ").append(line).append('\n');
        return this;
    }

    /** Nothing if there is no value. */
    ConfigText lineIf(String keyword, String value) {
        return value.isEmpty() ? this : line(keyword + " " + value);
    }

    ConfigText lineIf(boolean wanted, String line) {
        return wanted ? line(line) : this;
    }

    ConfigText lines(List<String> lines) {
        lines.forEach(this::line);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
