package io.berth.backend.deployments.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface EventRepository extends JpaRepository<EventEntity, Long> {

    List<EventEntity> findByDeploymentIdOrderById(UUID deploymentId);
}
