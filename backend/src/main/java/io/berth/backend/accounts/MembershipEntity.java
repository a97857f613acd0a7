package io.berth.backend.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "membership")
class MembershipEntity {

    @EmbeddedId
    private Key key;

    private String role;
    private Instant joinedAt;

    MembershipEntity(UUID teamId, UUID userId, Role role, Instant joinedAt) {
        this.key = new Key(teamId, userId);
        this.role = role.word();
        this.joinedAt = joinedAt;
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected MembershipEntity() {}

    UUID userId() {
        return key.userId();
    }

    Role role() {
        return role.equals(Role.OWNER.word()) ? Role.OWNER : Role.MEMBER;
    }

    Instant joinedAt() {
        return joinedAt;
    }

    void makeOwner() {
        this.role = Role.OWNER.word();
    }

    @Embeddable
    record Key(
            @Column(name = "team_id") UUID teamId,
            @Column(name = "user_id") UUID userId) implements Serializable {}
}
