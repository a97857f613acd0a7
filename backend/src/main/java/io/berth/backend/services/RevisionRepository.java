package io.berth.backend.services;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface RevisionRepository extends JpaRepository<RevisionEntity, UUID> {

    Optional<RevisionEntity> findByServiceIdAndNumber(UUID serviceId, int number);

    List<RevisionEntity> findByServiceIdOrderByNumberDesc(UUID serviceId);

    List<RevisionEntity> findByServiceIdIn(Collection<UUID> serviceIds);
}
