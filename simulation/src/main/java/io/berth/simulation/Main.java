package io.berth.simulation;

import io.berth.simulation.Campaign.Outcome;
import io.berth.simulation.Simulation.Result;
import java.io.PrintStream;
import java.time.Duration;

/** {@code ./berth simulate}: runs seeds, prints what they met, and says which broke a rule. */
public final class Main {

    private static final PrintStream OUT = System.out;
    private static final int MOST_VIOLATIONS = 10;

    private Main() {}

    public static void main(String[] args) {
        long seeds = 1_000;
        long from = 1;
        Plant plant = Plant.NONE;
        boolean trace = false;
        try {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--seeds" -> seeds = Long.parseLong(args[++i]);
                    case "--from" -> from = Long.parseLong(args[++i]);
                    case "--plant" -> plant = Plant.named(args[++i]);
                    case "--trace" -> trace = true;
                    default -> throw new IllegalArgumentException("there is no option " + args[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("./berth simulate [--seeds N] [--from S] [--plant NAME] [--trace]: " + e.getMessage());
            System.exit(2);
        }
        System.exit(run(seeds, from, plant, trace) ? 0 : 1);
    }

    private static boolean run(long seeds, long from, Plant plant, boolean trace) {
        if (trace) {
            for (long seed = from; seed < from + seeds; seed++) {
                OUT.println("seed " + seed);
                Simulation.runInWords(seed, plant, OUT::println);
            }
        }
        Outcome outcome = new Campaign(plant, MOST_VIOLATIONS, Duration.ofDays(1)).run(from, seeds);
        outcome.violations().forEach(result -> explain(result, plant));
        OUT.println(summary(outcome));
        return outcome.violations().isEmpty();
    }

    static String summary(Outcome outcome) {
        String counts = "%d seeds, %d events, %d deployments, %.0f seeds per second, %d violations"
                .formatted(
                        outcome.seeds(),
                        outcome.events(),
                        outcome.coverage().deployments(),
                        outcome.seeds() / outcome.seconds(),
                        outcome.violations().size());
        return outcome.coverage().table() + "\n" + counts;
    }

    /** The seed again, in words. */
    private static void explain(Result result, Plant plant) {
        OUT.println(describe(Simulation.runInWords(result.seed(), plant, null)));
    }

    static String describe(Result result) {
        Violation violation = result.violation();
        if (violation == null) {
            return "seed " + result.seed() + " is fine when it is run again: the simulation is not deterministic";
        }
        return "seed " + result.seed() + " breaks a rule: " + violation.invariant() + "\n  " + violation.getMessage()
                + "\n" + String.join("\n", result.trace()) + "\n";
    }
}
