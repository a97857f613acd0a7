package io.berth.bench;

import io.berth.e2e.traffic.Kind;
import io.berth.e2e.traffic.Report;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How many requests of which kind were lost in which way. */
final class Losses {

    private Losses() {}

    static String of(Report report) {
        return Arrays.stream(Kind.values())
                .map(kind -> "%-10s %s%n".formatted(kind, report.troubles(kind)))
                .collect(Collectors.joining());
    }
}
