package io.berth.backend.services;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface RevisionRepository extends JpaRepository<RevisionEntity, UUID> {

    Optional<RevisionEntity> findByServiceIdAndNumber(UUID serviceId, int number);

    List<RevisionEntity> findByServiceIdOrderByNumberDesc(UUID serviceId);

    /** The definitions of these services. */
    @Query("select r from RevisionEntity r, ServiceEntity s"
            + " where s.id in :serviceIds and r.serviceId = s.id and r.number = s.latestRevision")
    List<RevisionEntity> definitionsOf(Collection<UUID> serviceIds);

    @Query("select coalesce(max(r.number), 0) from RevisionEntity r where r.serviceId = :serviceId")
    int lastNumber(UUID serviceId);
}
