package io.berth.backend.services;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of a log, as much of it as is kept. */
final class LastLines {

    static final int MOST_LINES = 200;
    static final int MOST_BYTES = 64 * 1024;

    private LastLines() {}

    static String of(String log) {
        // PostgreSQL's text holds everything but this character.
        String[] lines = log.replace("\0", "").stripTrailing().split("\r?\n", -1);
        int first = Math.max(0, lines.length - MOST_LINES);
        return lastBytes(String.join("\n", Arrays.asList(lines).subList(first, lines.length)));
    }

    private static String lastBytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        int from = bytes.length - MOST_BYTES;
        while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
