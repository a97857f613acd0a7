package io.berth.backend.balancing.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Lists as variables hold them: parted by commas, where a comma that belongs to an entry has a backslash before it. */
final class CommaList {

    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private CommaList() {}

    static List<String> of(String text) {
        return Arrays.stream(COMMA.split(text))
                .map(entry -> entry.replace("\\,", ",").strip())
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
