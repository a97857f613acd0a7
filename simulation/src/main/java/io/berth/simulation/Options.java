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

    /** @throws IllegalArgumentException if they are not understood, and in which way */
    static Options of(String... args) {
        long seeds = 1_000;
        long from = 1;
        Plant plant = Plant.NONE;
        boolean trace = false;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--seeds" -> seeds = atLeastOne(option, number(option, rest));
                case "--from" -> from = number(option, rest);
                case "--plant" -> plant = Plant.named(value(option, rest));
                case "--trace" -> trace = true;
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new Options(seeds, from, plant, trace);
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
