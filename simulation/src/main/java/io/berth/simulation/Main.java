package io.berth.simulation;

import io.berth.simulation.Campaign.Outcome;
import io.berth.simulation.Simulation.Result;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** {@code ./berth simulate}: runs seeds, prints what they met, and says which broke a rule. */
public final class Main {

    private static final PrintStream OUT = System.out;
    private static final int MOST_VIOLATIONS = 10;

    private Main() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            OUT.println(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(Options.USAGE + ": " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(Options options) {
        if (options.trace()) {
            for (long seed = options.from(); seed < options.from() + options.seeds(); seed++) {
                OUT.println("seed " + seed);
                Simulation.runInWords(seed, options.plant(), OUT::println);
            }
        }
        Outcome outcome =
                new Campaign(options.plant(), MOST_VIOLATIONS, Duration.ofDays(1)).run(options.from(), options.seeds());
        outcome.violations().forEach(result -> explain(result, options.plant()));
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
