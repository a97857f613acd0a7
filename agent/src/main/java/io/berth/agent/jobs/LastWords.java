package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;

/** The end of a failed container's log, bounded. */
final class LastWords {

    private static final int LINES = 50;
    private static final int CHARACTERS = 16_000;

    private LastWords() {}

    static String of(Engine engine, String engineId) {
        try {
            String log = String.join("\n", engine.lastLogLines(engineId, LINES));
            return log.length() <= CHARACTERS ? log : log.substring(log.length() - CHARACTERS);
        } catch (EngineException e) {
            return "(The log could not be read: " + e.sentence() + ")";
        }
    }

    static String shortened(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + "…";
    }
}
