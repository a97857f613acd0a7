package io.berth.backend.services;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ContainerRepository extends JpaRepository<ContainerEntity, UUID> {

    List<ContainerEntity> findByServiceIdAndPhaseNotOrderBySlotAscCreatedAtDesc(UUID serviceId, ContainerPhase phase);

    List<ContainerEntity> findByServiceIdInAndPhaseNotOrderBySlotAscCreatedAtDesc(
            Collection<UUID> serviceIds, ContainerPhase phase);

    /** Those that are there as far as is known, and those of these names, whatever is known of them. */
    @Query("select c from ContainerEntity c where c.nodeId = :nodeId and (c.phase <> 'REMOVED' or c.name in :names)")
    List<ContainerEntity> onNode(UUID nodeId, Collection<String> names);

    List<ContainerEntity> findByDeploymentIdOrderBySlotAscAttemptDesc(UUID deploymentId);

    Optional<ContainerEntity> findByTeamIdAndId(UUID teamId, UUID id);

    Optional<ContainerEntity> findByNodeIdAndName(UUID nodeId, String name);

    @Query("select c.serviceId from ContainerEntity c where c.nodeId = :nodeId and c.name = :name")
    Optional<UUID> serviceOf(UUID nodeId, String name);

    @Query("select distinct c.serviceId from ContainerEntity c where c.nodeId = :nodeId and c.phase = 'STOPPED'"
            + " and c.stoppedOnPurpose = false")
    List<UUID> endedOn(UUID nodeId);

    @Query("select distinct c.serviceId from ContainerEntity c where c.nodeId = :nodeId"
            + " and (c.phase <> 'REMOVED' or c.name in :names) order by c.serviceId")
    List<UUID> servicesOn(UUID nodeId, Collection<String> names);

    @Query("select c from ContainerEntity c where c.teamId = :teamId and (c.removedAt is null or c.removedAt > :since)"
            + " order by c.createdAt")
    List<ContainerEntity> presentSince(UUID teamId, Instant since);

    List<ContainerEntity> findByDeploymentId(UUID deploymentId);

    boolean existsByServiceIdAndSlotAndCreatedAtAfter(UUID serviceId, int slot, Instant createdAt);

    long countByNodeIdAndPhaseNot(UUID nodeId, ContainerPhase phase);
}
