package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.Executed;
import io.berth.protocol.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that HAProxies start with. What this agent wrote last is remembered, so that nothing is written twice. */
final class HaproxyFiles {

    private static final int REMEMBERED = 100;
    private static final String END = "\u001e";
    private static final String END_OF_NAME = "\u001f";

    private static final String SHOW = """
            for file; do
              [[ ! -f "$file" ]] || { printf '%s\\037' "$file"; cat -- "$file" || exit; printf '\\036'; }
            done
            """;

    private final Engine engine;
    private final Map<String, Map<String, String>> written = new LinkedHashMap<>();

    HaproxyFiles(Engine engine) {
        this.engine = engine;
    }

    void write(String engineId, Map<String, String> files) {
        if (!files.equals(remembered(engineId))) {
            remember(engineId, Map.of());
            engine.copyInto(engineId, files);
            remember(engineId, files);
        }
    }

    /** Those of these files that are there, as they are. */
    Map<String, String> present(String engineId, Iterable<String> paths) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", SHOW, "_"));
        paths.forEach(command::add);
        Executed shown = engine.exec(engineId, command);
        if (shown.exitCode() != 0) {
            throw new JobFailedException(
                    FailureCode.ENGINE_ERROR,
                    "HAProxy's present files cannot be read: " + shown.output().strip());
        }
        Map<String, String> files = new HashMap<>();
        for (String file : shown.output().split(END)) {
            int end = file.indexOf(END_OF_NAME);
            if (end >= 0) {
                files.put(file.substring(0, end), file.substring(end + 1));
            }
        }
        return files;
    }

    private synchronized Map<String, String> remembered(String engineId) {
        return written.getOrDefault(engineId, Map.of());
    }

    private synchronized void remember(String engineId, Map<String, String> files) {
        written.remove(engineId);
        if (!files.isEmpty()) {
            written.put(engineId, Map.copyOf(files));
        }
        if (written.size() > REMEMBERED) {
            written.remove(written.keySet().iterator().next());
        }
    }
}
