package io.berth.backend.deployments.store;

import io.berth.backend.deployments.run.JobKind;
import io.berth.protocol.FailureCode;
import jakarta.persistence.Column;
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

    boolean firstStart;

    @Enumerated(EnumType.STRING)
    JobState state;

    @Enumerated(EnumType.STRING)
    @Nullable
    FailureCode failureCode;

    @Nullable
    String error;

    /** Counted by the database when the row is written; not known before it is read again. */
    @Column(insertable = false, updatable = false)
    long decided;

    Instant createdAt;
    Instant deadline;

    @Nullable
    Instant sentAt;

    @Nullable
    Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected JobEntity() {}

    JobEntity(
            UUID deploymentId,
            UUID nodeId,
            @Nullable UUID containerId,
            JobKind kind,
            boolean firstStart,
            Instant now,
            Instant deadline) {
        this.id = UUID.randomUUID();
        this.deploymentId = deploymentId;
        this.nodeId = nodeId;
        this.containerId = containerId;
        this.kind = kind;
        this.firstStart = firstStart;
        this.state = JobState.WAITING;
        this.createdAt = now;
        this.deadline = deadline;
    }

    void abandon(Instant now) {
        state = JobState.ABANDONED;
        finishedAt = now;
    }
}
