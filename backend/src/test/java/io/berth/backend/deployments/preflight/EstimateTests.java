package io.berth.backend.deployments.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTests {

    private static final Durations PAST = new Durations(seconds(3, 90, 5), seconds(20, 30, 10));

    @Test
    void oneSlotAfterTheOtherTakesAsLongAsTheyUsuallyDo() {
        assertThat(Estimate.of(PAST, 4, 1, false)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void severalAtATimeTakeOneRoundEach() {
        assertThat(Estimate.of(PAST, 5, 2, false)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void anImageThatIsElsewhereIsPulledFirst() {
        assertThat(Estimate.of(PAST, 1, 1, true)).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void whatNeverHappenedIsNotGuessed() {
        assertThat(Estimate.of(new Durations(List.of(), seconds(1)), 1, 1, false))
                .isNull();
        assertThat(Estimate.of(new Durations(seconds(1), List.of()), 1, 1, true))
                .isNull();
        assertThat(Estimate.of(new Durations(seconds(1), List.of()), 1, 1, false))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private static List<Duration> seconds(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
