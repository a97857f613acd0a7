package io.berth.backend.deployments.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface DeploymentRepository extends JpaRepository<DeploymentEntity, UUID> {

    Optional<DeploymentEntity> findByTeamIdAndId(UUID teamId, UUID id);

    @Query("select d.serviceId from DeploymentEntity d where d.teamId = :teamId and d.id = :id")
    Optional<UUID> serviceOf(UUID teamId, UUID id);

    Optional<DeploymentEntity> findByServiceIdAndRequestKey(UUID serviceId, String requestKey);

    List<DeploymentEntity> findByTeamIdOrderByCreatedAtDesc(UUID teamId, Limit limit);

    List<DeploymentEntity> findByServiceIdOrderByNumberDesc(UUID serviceId, Limit limit);

    /** Those that are not over, in the order in which they have their turn. */
    @Query("select d from DeploymentEntity d where d.serviceId in :serviceIds"
            + " and d.state in ('QUEUED', 'RUNNING', 'PAUSED') order by d.number")
    List<DeploymentEntity> notOver(Collection<UUID> serviceIds);

    @Query("select coalesce(max(d.number), 0) from DeploymentEntity d where d.serviceId = :serviceId")
    int lastNumber(UUID serviceId);

    @Query("select d.id from DeploymentEntity d where d.state in ('QUEUED', 'RUNNING', 'PAUSED') and d.wakeAt <= :now"
            + " and not exists (select 1 from DeploymentEntity e where e.serviceId = d.serviceId and e.number < d.number"
            + " and e.state in ('QUEUED', 'RUNNING', 'PAUSED')) order by d.wakeAt")
    List<UUID> due(Instant now);
}
