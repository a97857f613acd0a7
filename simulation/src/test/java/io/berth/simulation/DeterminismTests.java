package io.berth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.simulation.Simulation.Result;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A seed that has found something is worth nothing if it does not find it again. */
class DeterminismTests {

    private static final int SEEDS = 25;

    @Test
    void theSameSeedIsTheSameRun() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Result once = Simulation.run(seed, Plant.NONE);
            Result again = Simulation.run(seed, Plant.NONE);

            assertThat(again.hash()).as("seed %d", seed).isEqualTo(once.hash());
            assertThat(again.events()).isEqualTo(once.events());
        }
    }

    @Test
    void readingTheTraceChangesNothing() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Result unread = Simulation.run(seed, Plant.NONE);
            Result read = Simulation.runInWords(seed, Plant.NONE, null);

            assertThat(read.hash()).as("seed %d", seed).isEqualTo(unread.hash());
            assertThat(read.trace()).isNotEmpty();
        }
    }

    @Test
    void everySeedIsARunOfItsOwn() {
        Set<Long> hashes = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            hashes.add(Simulation.run(seed, Plant.NONE).hash());
        }

        assertThat(hashes).hasSize(SEEDS);
    }
}
