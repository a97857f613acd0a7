package io.berth.backend.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "app_user")
class UserEntity {

    @Id
    private UUID id;

    private String username;
    private String passwordHash;
    private Instant createdAt;

    UserEntity(UUID id, String username, String passwordHash, Instant createdAt) {
        this.id = id;
        this.username = username;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected UserEntity() {}

    UUID id() {
        return id;
    }

    String username() {
        return username;
    }

    String passwordHash() {
        return passwordHash;
    }

    Instant createdAt() {
        return createdAt;
    }

    void changePassword(String freshHash) {
        this.passwordHash = freshHash;
    }

    User asUser() {
        return new User(id, username);
    }
}
