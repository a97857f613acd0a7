package io.berth.backend.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTests {

    @Test
    void whatRoseSinceTheLastLookWasAdded() {
        assertThat(Counting.added(of(5), List.of(seen(7)), List.of(seen(8)), false))
                .isEqualTo(of(3));
    }

    @Test
    void ofARemovedServerTheLastReadingCounts() {
        assertThat(Counting.added(of(5), List.of(seen(9)), List.of(), false)).isEqualTo(of(4));
    }

    @Test
    void aReloadAddsWhatWasCountedBeforeItAndAllThatIsCountedAfter() {
        assertThat(Counting.added(of(5), List.of(seen(9)), List.of(seen(20)), true))
                .isEqualTo(of(24));
    }

    @Test
    void countersThatFellBeganAnewThoughNobodySaidSo() {
        assertThat(Counting.added(of(5), List.of(seen(2)), List.of(seen(3)), false))
                .isEqualTo(of(3));
    }

    @Test
    void whereNothingWasReadBeforeTheLastLookCounts() {
        assertThat(Counting.added(of(5), List.of(), List.of(seen(6)), false)).isEqualTo(of(1));
    }

    @Test
    void aContainerOnSeveralPortsIsCountedAsOne() {
        assertThat(Counting.added(of(5), List.of(), List.of(seen(6), seen(4)), false))
                .isEqualTo(of(5));
    }

    private static Counters of(long requests) {
        return new Counters(requests, 0, 0, 0);
    }

    private static Seen seen(long requests) {
        return new Seen("be_web", "web-1", true, true, false, "UP", "L4OK", 0, of(requests));
    }
}
