package io.berth.backend.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "invitation")
class InvitationEntity {

    @Id
    private UUID id;

    private UUID teamId;
    private byte[] tokenHash;
    private UUID invitedBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant acceptedAt;
    private @Nullable UUID acceptedBy;
    private @Nullable Instant revokedAt;

    InvitationEntity(UUID id, UUID teamId, byte[] tokenHash, UUID invitedBy, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.teamId = teamId;
        this.tokenHash = tokenHash.clone();
        this.invitedBy = invitedBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected InvitationEntity() {}

    UUID id() {
        return id;
    }

    UUID teamId() {
        return teamId;
    }

    boolean open(Instant now) {
        return acceptedAt == null && revokedAt == null && now.isBefore(expiresAt);
    }

    void accept(UUID userId, Instant now) {
        this.acceptedBy = userId;
        this.acceptedAt = now;
    }

    void revoke(Instant now) {
        this.revokedAt = now;
    }
}
