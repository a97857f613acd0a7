package io.berth.e2e;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the containers of a service write into their volume: each begins where the one before it ended, and counts on many
 * times a second. Two that write at once would count the same numbers, and a volume that was lost would begin anew.
 */
final class Journal {

    /** To be run in the little web application, beside the page that it serves. */
    static final String WRITER = "/bin/sh -c 'who=$(cat /proc/sys/kernel/random/uuid);"
            + " n=$(tail -n 1 /data/journal 2>/dev/null | cut -d \" \" -f 2); n=${n:-0};"
            + " while :; do n=$((n+1)); echo \"$who $n\" >> /data/journal; usleep 50000; done & exec /bin/serve'";

    private Journal() {}

    /** @return how many lines there are; fails if it does not count from 1, or if two have written at once */
    static int check(Engine engine, String container) {
        List<String> lines =
                engine.run(container, "cat", "/data/journal").lines().toList();
        Set<String> ended = new HashSet<>();
        String writer = "";
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ");
            if (words.length != 2 || !words[1].equals(String.valueOf(i + 1))) {
                throw new AssertionError("Line " + (i + 1) + " of the journal is '" + lines.get(i) + "'");
            }
            if (!words[0].equals(writer)) {
                ended.add(writer);
                writer = words[0];
                if (ended.contains(writer)) {
                    throw new AssertionError("Two have written at once: " + writer + " is back in line " + (i + 1));
                }
            }
        }
        return lines.size();
    }
}
