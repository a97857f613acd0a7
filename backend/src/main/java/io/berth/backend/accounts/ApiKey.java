package io.berth.backend.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key for programs, without the key itself.
 *
 * @param prefix its first characters, to tell keys apart
 */
public record ApiKey(
        UUID id,
        String name,
        String prefix,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
