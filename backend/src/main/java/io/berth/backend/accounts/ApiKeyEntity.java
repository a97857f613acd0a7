package io.berth.backend.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_key")
class ApiKeyEntity {

    /** The time of the last use is kept no finer than this, so that reading does not mean writing. */
    private static final Duration USE_GRANULARITY = Duration.ofMinutes(1);

    @Id
    private UUID id;

    private UUID userId;
    private String name;
    private String prefix;
    private byte[] keyHash;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant revokedAt;

    ApiKeyEntity(UUID id, UUID userId, String name, String prefix, byte[] keyHash, Instant createdAt) {
        this.id = id;
        this.userId = userId;
        this.name = name;
        this.prefix = prefix;
        this.keyHash = keyHash.clone();
        this.createdAt = createdAt;
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected ApiKeyEntity() {}

    UUID userId() {
        return userId;
    }

    boolean revoked() {
        return revokedAt != null;
    }

    void revoke(Instant now) {
        this.revokedAt = now;
    }

    void used(Instant now) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_GRANULARITY).isBefore(now)) {
            lastUsedAt = now;
        }
    }

    ApiKey asApiKey() {
        return new ApiKey(id, name, prefix, createdAt, lastUsedAt);
    }
}
