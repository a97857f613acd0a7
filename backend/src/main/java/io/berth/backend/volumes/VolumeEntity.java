package io.berth.backend.volumes;

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
@Table(name = "volume")
class VolumeEntity {

    @Id
    UUID id;

    UUID teamId;
    UUID serviceId;
    int slot;
    String path;
    UUID nodeId;
    String name;

    @Enumerated(EnumType.STRING)
    Volume.State state;

    long epoch;

    @Nullable
    Long sizeBytes;

    @Nullable
    Instant sizedAt;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected VolumeEntity() {}

    VolumeEntity(UUID id, UUID teamId, UUID serviceId, int slot, String path, UUID nodeId, String name, Instant now) {
        this.id = id;
        this.teamId = teamId;
        this.serviceId = serviceId;
        this.slot = slot;
        this.path = path;
        this.nodeId = nodeId;
        this.name = name;
        this.state = Volume.State.PLANNED;
        this.createdAt = now;
    }

    Volume view() {
        return new Volume(id, teamId, serviceId, slot, path, nodeId, name, state, epoch, sizeBytes, sizedAt, createdAt);
    }
}
