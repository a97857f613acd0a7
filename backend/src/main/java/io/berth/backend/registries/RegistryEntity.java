package io.berth.backend.registries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "registry")
class RegistryEntity {

    @Id
    private UUID id;

    private UUID teamId;
    private String host;
    private String username;
    private String sealedPassword;
    private Instant createdAt;

    @Version
    private long version;

    RegistryEntity(UUID id, UUID teamId, String host, String username, String sealedPassword, Instant createdAt) {
        this.id = id;
        this.teamId = teamId;
        this.host = host;
        this.username = username;
        this.sealedPassword = sealedPassword;
        this.createdAt = createdAt;
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected RegistryEntity() {}

    UUID id() {
        return id;
    }

    UUID teamId() {
        return teamId;
    }

    String host() {
        return host;
    }

    String username() {
        return username;
    }

    String sealedPassword() {
        return sealedPassword;
    }

    void changeLogin(String freshUsername, String freshSealedPassword) {
        this.username = freshUsername;
        this.sealedPassword = freshSealedPassword;
    }

    Registry asRegistry() {
        return new Registry(id, host, username, createdAt, version);
    }
}
