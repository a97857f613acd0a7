package io.berth.e2e.traffic;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request from its beginning to its end. */
final class Attempt {

    private final Ledger ledger;
    private final Kind kind;
    private final Instant at = Instant.now();
    private final long begin = System.nanoTime();

    @Nullable
    private String version;

    Attempt(Ledger ledger, Kind kind) {
        this.ledger = ledger;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    Instant at() {
        return at;
    }

    Duration taken() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Nullable
    String version() {
        return version;
    }

    Answer answered(Answer answer) {
        version = answer.version();
        ledger.answered(kind, answer);
        return answer;
    }
}
