package io.berth.backend.volumes;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface VolumeRepository extends JpaRepository<VolumeEntity, UUID> {

    List<VolumeEntity> findByTeamIdOrderByCreatedAt(UUID teamId);

    List<VolumeEntity> findByServiceIdOrderBySlotAscPathAsc(UUID serviceId);

    List<VolumeEntity> findByServiceIdAndSlot(UUID serviceId, int slot);

    Optional<VolumeEntity> findByTeamIdAndId(UUID teamId, UUID id);

    List<VolumeEntity> findByNodeId(UUID nodeId);
}
