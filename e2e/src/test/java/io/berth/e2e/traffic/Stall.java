package io.berth.e2e.traffic;

import java.time.Duration;
import java.time.Instant;

/** How much longer than it had to something took, and when it began. */
public record Stall(Duration length, Instant at) {

    public static final Stall NONE = new Stall(Duration.ZERO, Instant.EPOCH);

    Stall longer(Stall other) {
        return other.length.compareTo(length) > 0 ? other : this;
    }
}
