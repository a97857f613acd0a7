package io.berth.backend.accounts;

import java.time.Instant;
import java.util.UUID;

/** An invitation that was just made: the only time that its token can be read. */
public record NewInvitation(UUID id, String token, Instant expiresAt) {

    @Override
    public String toString() {
        return "NewInvitation[id=" + id + ", expiresAt=" + expiresAt + "]";
    }
}
