package io.berth.backend.services;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "service")
class ServiceEntity {

    @Id
    UUID id;

    UUID teamId;
    String name;
    int targetCount;
    int latestRevision;

    @Nullable
    Integer deployedRevision;

    @Enumerated(EnumType.STRING)
    @Nullable
    ServiceState activity;

    @Nullable
    String lastProblem;

    Instant createdAt;

    @Nullable
    Instant deployedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant stoppedAt;

    @Nullable
    Instant terminatedAt;

    /** Counts what people changed; what a deployment notes here does not count. */
    long version;

    @SuppressWarnings("NullAway.Init")
    protected ServiceEntity() {}

    ServiceEntity(UUID id, UUID teamId, String name, int targetCount, Instant createdAt) {
        this.id = id;
        this.teamId = teamId;
        this.name = name;
        this.targetCount = targetCount;
        this.latestRevision = 1;
        this.createdAt = createdAt;
    }
}
