package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The end of a container's log, bounded in lines and bytes, and text whatever the container wrote. */
final class LastWords {

    static final int LINES = 200;
    static final int BYTES = 64 * 1024;

    private static final String CUT = "…";

    private LastWords() {}

    static String of(Engine engine, String engineId) {
        try {
            return bounded(engine.lastLogLines(engineId, LINES));
        } catch (EngineException e) {
            return "(The log could not be read: " + e.sentence() + ")";
        }
    }

    /** Whole lines, as many as fit; of a last line that does not fit by itself, its end. */
    static String bounded(List<String> lines) {
        Deque<String> kept = new ArrayDeque<>();
        int bytes = 0;
        for (String line :
                lines.subList(Math.max(0, lines.size() - LINES), lines.size()).reversed()) {
            byte[] text = clean(line);
            if (bytes + text.length + 1 > BYTES) {
                return kept.isEmpty() ? end(text) : String.join("\n", kept);
            }
            kept.addFirst(new String(text, StandardCharsets.UTF_8));
            bytes += text.length + 1;
        }
        return String.join("\n", kept);
    }

    /** Without what is no character, and without the zero, which no database takes as text. */
    private static byte[] clean(String line) {
        return line.replace('\u0000', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    }

    private static String end(byte[] text) {
        int from = text.length - BYTES + CUT.getBytes(StandardCharsets.UTF_8).length;
        while (isWithinCharacter(text[from])) {
            from++;
        }
        return CUT + new String(text, from, text.length - from, StandardCharsets.UTF_8);
    }

    private static boolean isWithinCharacter(byte oneByte) {
        return (oneByte & 0xC0) == 0x80;
    }
}
