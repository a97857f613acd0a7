package io.berth.e2e.traffic;

import java.util.Map;
import java.util.TreeMap;

/** The tally of a kind while it grows. */
final class Count {

    final Map<Integer, Long> statuses = new TreeMap<>();
    final Map<String, Long> versions = new TreeMap<>();
    long begun;
    long completed;
    long failed;
    long messages;
    long announcedCloses;
    long closesWhileIdle;
    long closedByServer;
    Stall longestStall = Stall.NONE;

    Tally tally() {
        return new Tally(
                begun,
                completed,
                failed,
                messages,
                new TreeMap<>(statuses),
                new TreeMap<>(versions),
                announcedCloses,
                closesWhileIdle,
                closedByServer,
                longestStall);
    }
}
