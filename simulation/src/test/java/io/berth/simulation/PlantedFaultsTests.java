package io.berth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.simulation.Campaign.Outcome;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A simulation that finds nothing is only worth something if it would find what is there. */
class PlantedFaultsTests {

    @ParameterizedTest
    @EnumSource(value = Plant.class, mode = Mode.EXCLUDE, names = "NONE")
    void isCaughtWithin200Seeds(Plant plant) {
        Outcome outcome = new Campaign(plant, 1, Duration.ofMinutes(3)).run(1, 200);

        assertThat(outcome.violations()).isNotEmpty();
        System.out.printf(
                "%s: %s%n", plant.label(), Main.describe(outcome.violations().getFirst()));
    }
}
