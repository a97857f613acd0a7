package io.berth.backend.deployments.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface JobRepository extends JpaRepository<JobEntity, UUID> {

    List<JobEntity> findByDeploymentIdOrderByDecided(UUID deploymentId);

    List<JobEntity> findByDeploymentIdAndStateOrderByDecided(UUID deploymentId, JobState state);

    List<JobEntity> findByNodeIdAndStateOrderByDecided(UUID nodeId, JobState state);
}
