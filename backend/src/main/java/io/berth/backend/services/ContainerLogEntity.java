package io.berth.backend.services;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "container_log")
class ContainerLogEntity {

    @Id
    UUID containerId;

    UUID deploymentId;
    Instant keptAt;
    String text;

    @SuppressWarnings("NullAway.Init")
    protected ContainerLogEntity() {}

    ContainerLogEntity(UUID containerId, UUID deploymentId, Instant keptAt, String text) {
        this.containerId = containerId;
        this.deploymentId = deploymentId;
        this.keptAt = keptAt;
        this.text = text;
    }
}
