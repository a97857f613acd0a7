package io.berth.e2e.traffic;

import java.util.stream.Collectors;

/** A report as people read it. */
final class Table {

    private static final int FAILURES = 20;
    private static final String ROW = "%-10s %7s %9s %6s %7s  %-22s %-22s %8s%n";

    private Table() {}

    static String of(Report report) {
        String heads =
                ROW.formatted("kind", "begun", "completed", "failed", "stall", "statuses", "versions", "messages");
        String rows = report.tallies().entrySet().stream()
                .filter(entry -> entry.getValue().begun() > 0)
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return heads + rows + orderlyCloses(report) + failures(report);
    }

    private static String row(Kind kind, Tally tally) {
        return ROW.formatted(
                kind,
                tally.begun(),
                tally.completed(),
                tally.failed(),
                tally.longestStall().length().toMillis() + "ms",
                tally.statuses(),
                tally.versions(),
                tally.messages());
    }

    private static String orderlyCloses(Report report) {
        Tally kept = report.of(Kind.KEPT);
        return "closes: %d announced, %d while idle, %d WebSockets by the server; the generator was late by %d ms at most%n"
                .formatted(
                        kept.announcedCloses(),
                        kept.closesWhileIdle(),
                        report.of(Kind.WEBSOCKET).closedByServer(),
                        report.latestBegin().toMillis());
    }

    private static String failures(Report report) {
        return report.failures().stream()
                .limit(FAILURES)
                .map(failure -> failure + "\n")
                .collect(Collectors.joining());
    }
}
