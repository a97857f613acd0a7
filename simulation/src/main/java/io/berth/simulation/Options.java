package io.berth.simulation;

import java.util.Arrays;
import java.util.Iterator;

/**
 * What {@code ./berth simulate} was asked for.
 *
 * @param seeds how many, at least 1
 * @param from the first seed
 * @param trace whether every event is printed
 */
record Options(long seeds, long from, Plant plant, boolean trace) {

    static final String USAGE = "./berth simulate [--seeds N] [--from S] [--plant NAME] [--trace]";

    private static final Options DEFAULT = new Options(1_000, 1, Plant.NONE, false);

    /** @throws IllegalArgumentException if they are not understood, and in which way */
    static Options of(String... args) {
        Options options = DEFAULT;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            options = switch (option) {
                case "--seeds" -> options.seeds(atLeastOne(option, number(option, rest)));
                case "--from" -> new Options(options.seeds, number(option, rest), options.plant, options.trace);
                case "--plant" ->
                    new Options(options.seeds, options.from, Plant.named(value(option, rest)), options.trace);
                case "--trace" -> new Options(options.seeds, options.from, options.plant, true);
                default -> throw new IllegalArgumentException("there is no option " + option);
            };
        }
        return options;
    }

    private Options seeds(long number) {
        return new Options(number, from, plant, trace);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static long number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a whole number, and not '" + value + "'", e);
        }
    }

    private static long atLeastOne(String option, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + " needs a number of at least 1, and not " + number);
        }
        return number;
    }
}
