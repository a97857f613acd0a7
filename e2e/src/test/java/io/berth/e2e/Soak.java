package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A test of chance, which {@code ./berth soak} runs ten times longer: how long, from which seed, and the table in which it
 * shows what it did. {@code -Dberth.soak.seed=S} plays a run again.
 */
final class Soak implements AutoCloseable {

    private final String name;
    private final long seed = Long.getLong("berth.soak.seed", System.nanoTime() % 1_000_000_000);
    private final Random random = new Random(seed);
    private final int[] widths;
    private final List<String> lines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param columns the headings; each is as wide as it is written here, spaces included */
    Soak(String name, String... columns) {
        this.name = name;
        this.widths =
                IntStream.range(0, columns.length).map(i -> columns[i].length()).toArray();
        tell("%s, played again with -Dberth.soak.seed=%d".formatted(name, seed));
        row((Object[]) columns);
    }

    /** How often, as {@code -Dberth.soak.WHAT=N} says; a tenth of a soak unless told. */
    static int count(String what, int few) {
        return Integer.getInteger("berth.soak." + what, few);
    }

    Random random() {
        return random;
    }

    void row(Object... cells) {
        tell(IntStream.range(0, cells.length)
                .mapToObj(i -> pad(String.valueOf(cells[i]), widths[i]))
                .collect(Collectors.joining("  ")));
    }

    private static String pad(String text, int width) {
        String fitting = text.length() > width ? text.substring(0, width - 1) + "…" : text;
        return fitting + " ".repeat(width - fitting.length());
    }

    /** Something that must not be. The rest of the run is made all the same; it fails in the end. */
    void wrong(String what) {
        problems.add(what);
        tell("WRONG: " + what);
    }

    void requireNothingWrong() {
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.size() + " things went wrong in " + name + " with seed " + seed + ":\n"
                    + String.join("\n", problems));
        }
        tell("Nothing went wrong.");
    }

    private void tell(String line) {
        System.out.println(line.stripTrailing());
        lines.add(line.stripTrailing());
    }

    /** Leaves the table in target/soak, for the command to show. */
    @Override
    public void close() {
        Path file = Checkout.here().target("soak").resolve(name + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
