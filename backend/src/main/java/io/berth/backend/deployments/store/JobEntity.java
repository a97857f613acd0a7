package io.berth.backend.deployments.store;

import io.berth.protocol.FailureCode;
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
@Table(name = "job")
class JobEntity {

    @Id
    UUID id;

    UUID deploymentId;
    UUID nodeId;

    @Nullable
    UUID containerId;

    @Enumerated(EnumType.STRING)
    JobKind kind;

    @Enumerated(EnumType.STRING)
    JobState state;

    @Enumerated(EnumType.STRING)
    @Nullable
    FailureCode failureCode;

    @Nullable
    String error;

    Instant createdAt;

    @Nullable
    Instant sentAt;

    @Nullable
    Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected JobEntity() {}

    JobEntity(UUID id, UUID deploymentId, UUID nodeId, @Nullable UUID containerId, JobKind kind, Instant now) {
        this.id = id;
        this.deploymentId = deploymentId;
        this.nodeId = nodeId;
        this.containerId = containerId;
        this.kind = kind;
        this.state = JobState.WAITING;
        this.createdAt = now;
    }
}
