package io.berth.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measurements of two ways to the same end, taken in turns; which comes first changes with every pair. */
final class Pairs {

    private final String title;
    private final List<Pair> pairs = new ArrayList<>();

    private Pairs(String title) {
        this.title = title;
    }

    /** One more pair than asked for is taken: the first warms up and does not count. */
    static Pairs take(String title, int count, Supplier<Duration> berth, Supplier<Duration> engine) {
        Pairs taken = new Pairs(title);
        for (int i = 0; i <= count; i++) {
            boolean berthFirst = i % 2 == 0;
            Duration first = (berthFirst ? berth : engine).get();
            Duration second = (berthFirst ? engine : berth).get();
            if (i > 0) {
                taken.pairs.add(berthFirst ? new Pair(first, second) : new Pair(second, first));
            }
        }
        return taken;
    }

    /** The median of the pairs' ratios. */
    double ratio() {
        return median(pairs.stream().map(Pair::ratio).toList());
    }

    String table() {
        StringBuilder table = new StringBuilder(title).append("\npair   berth ms   engine ms   ratio\n");
        for (int i = 0; i < pairs.size(); i++) {
            table.append(line(String.valueOf(i + 1), pairs.get(i)));
        }
        return table.append("median %8.0f %11.0f %7.2f%n"
                        .formatted(
                                median(pairs.stream().map(p -> millis(p.berth)).toList()),
                                median(pairs.stream().map(p -> millis(p.engine)).toList()),
                                ratio()))
                .toString();
    }

    private static String line(String name, Pair pair) {
        return "%-6s %8.0f %11.0f %7.2f%n".formatted(name, millis(pair.berth), millis(pair.engine), pair.ratio());
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private record Pair(Duration berth, Duration engine) {

        double ratio() {
            return (double) berth.toNanos() / engine.toNanos();
        }
    }
}
