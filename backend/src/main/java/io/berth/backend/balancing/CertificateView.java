package io.berth.backend.balancing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the certificate of a name that a balancer wants one for.
 *
 * @param issuer who has issued the one that is there; null if none is
 * @param notAfter when that one expires
 * @param problem why the last order failed; null if it did not
 * @param nextTry when the next order is due; null while one is under way
 */
public record CertificateView(
        String host,
        State state,
        @Nullable String issuer,
        @Nullable Instant notAfter,
        @Nullable String problem,
        @Nullable Instant nextTry) {

    public enum State {
        /** An order is under way, or about to be. */
        BEING_ORDERED,
        AUTOMATIC,
        /** One that is there stays in use, even so. */
        FAILED
    }
}
