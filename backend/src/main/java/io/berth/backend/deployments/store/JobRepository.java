package io.berth.backend.deployments.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface JobRepository extends JpaRepository<JobEntity, UUID> {

    List<JobEntity> findByDeploymentId(UUID deploymentId);

    List<JobEntity> findByNodeIdAndStateOrderByCreatedAt(UUID nodeId, JobState state);
}
