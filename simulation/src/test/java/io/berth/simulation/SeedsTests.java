package io.berth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.simulation.Campaign.Outcome;
import io.berth.simulation.Simulation.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Thousands of clusters, and those that once broke a rule. */
class SeedsTests {

    /** Fewer if the machine has other things to do: a test may not take for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(170);

    @Test
    void thousandsOfSeedsKeepEveryRule() {
        Outcome outcome = new Campaign(Plant.NONE, 3, PATIENCE).run(1, Long.getLong("berth.simulation.seeds", 10_000));

        System.out.println(Main.summary(outcome));
        assertThat(outcome.violations())
                .as(outcome.violations().stream()
                        .map(Result::seed)
                        .map(seed -> Main.describe(Simulation.runInWords(seed, Plant.NONE, null)))
                        .toList()
                        .toString())
                .isEmpty();
    }
}
