package io.berth.backend.services;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ContainerLogRepository extends JpaRepository<ContainerLogEntity, UUID> {

    List<ContainerLogEntity> findByDeploymentId(UUID deploymentId);
}
