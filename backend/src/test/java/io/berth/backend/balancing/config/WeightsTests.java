package io.berth.backend.balancing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WeightsTests {

    @Test
    void theyAreTheSmallestThatStandToEachOtherAsTheShares() {
        assertThat(Weights.of(new double[] {0.3, 0.3, 0.3, 0.1})).containsExactly(3, 3, 3, 1);
        assertThat(Weights.of(new double[] {5, 5})).containsExactly(1, 1);
        assertThat(Weights.of(new double[] {0.99, 0.01})).containsExactly(99, 1);
    }

    @Test
    void whoHasNoShareGetsNothingUnlessNobodyHasOne() {
        assertThat(Weights.of(new double[] {0, 7})).containsExactly(0, 1);
        assertThat(Weights.of(new double[] {0, 0})).containsExactly(1, 1);
        assertThat(Weights.of(new double[0])).isEmpty();
    }

    @Test
    void whoHasAShareGetsSomethingHoweverLittleItIs() {
        assertThat(Weights.of(new double[] {1, 0.0001})).containsExactly(256, 1);
    }

    @Property(tries = 300)
    void aCanaryGetsItsPercentToAHundredthPart(
            @ForAll @IntRange(min = 1, max = 20) int others,
            @ForAll @IntRange(min = 1, max = 5) int canaries,
            @ForAll @IntRange(min = 2, max = 90) int percent) {
        double[] shares = IntStream.range(0, others + canaries)
                .mapToDouble(i -> i < others ? (100.0 - percent) / others : (double) percent / canaries)
                .toArray();
        int[] weights = Weights.of(shares);

        double toCanary = Arrays.stream(weights, others, weights.length).sum();
        assertThat(toCanary / Arrays.stream(weights).sum()).isCloseTo(percent / 100.0, within(0.01));
        assertThat(Arrays.stream(weights).boxed()).allMatch(weight -> weight >= 1 && weight <= Weights.MOST);
    }
}
