package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentDetails;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "deployment_event")
class EventEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    UUID deploymentId;

    @Nullable
    UUID containerId;

    @Nullable
    Integer slot;

    Instant at;

    @Enumerated(EnumType.STRING)
    DeploymentDetails.Level level;

    String text;

    @SuppressWarnings("NullAway.Init")
    protected EventEntity() {}

    EventEntity(
            UUID deploymentId,
            @Nullable UUID containerId,
            @Nullable Integer slot,
            Instant at,
            DeploymentDetails.Level level,
            String text) {
        this.deploymentId = deploymentId;
        this.containerId = containerId;
        this.slot = slot;
        this.at = at;
        this.level = level;
        this.text = text;
    }
}
