package io.berth.backend.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "team")
class TeamEntity {

    @Id
    private UUID id;

    private String name;
    private Instant createdAt;

    TeamEntity(UUID id, String name, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.createdAt = createdAt;
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected TeamEntity() {}

    Instant createdAt() {
        return createdAt;
    }

    Team asTeam() {
        return new Team(id, name);
    }
}
