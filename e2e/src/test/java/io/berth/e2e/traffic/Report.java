package io.berth.e2e.traffic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What clients saw.
 *
 * @param failures the first of them, in the order of their ends; the tallies count all
 * @param latestBegin how late the generator itself was at worst: a stall no longer than this may be its own
 */
public record Report(Map<Kind, Tally> tallies, List<Failure> failures, Duration latestBegin) {

    public Tally of(Kind kind) {
        return Objects.requireNonNull(tallies.get(kind));
    }

    public long begun() {
        return sum(Tally::begun);
    }

    public long completed() {
        return sum(Tally::completed);
    }

    public long failed() {
        return sum(Tally::failed);
    }

    private long sum(ToLongFunction<Tally> count) {
        return tallies.values().stream().mapToLong(count).sum();
    }

    /** Of all kinds together, as a balancer counts them. */
    public Map<Integer, Long> statuses() {
        return tallies.values().stream()
                .flatMap(tally -> tally.statuses().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    public Map<String, Long> versions() {
        return tallies.values().stream()
                .flatMap(tally -> tally.versions().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    public Map<Trouble, Long> troubles(Kind kind) {
        return failures.stream()
                .filter(failure -> failure.kind() == kind)
                .collect(Collectors.groupingBy(
                        Failure::trouble, () -> new EnumMap<>(Trouble.class), Collectors.counting()));
    }

    public Stall longestStall() {
        return tallies.values().stream().map(Tally::longestStall).reduce(Stall.NONE, Stall::longer);
    }

    /** A table, with the first failures below it. */
    @Override
    public String toString() {
        return Table.of(this);
    }
}
