package io.berth.backend.services;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ServiceRepository extends JpaRepository<ServiceEntity, UUID> {

    List<ServiceEntity> findByTeamIdAndTerminatedAtIsNullOrderByName(UUID teamId);

    Optional<ServiceEntity> findByTeamIdAndId(UUID teamId, UUID id);

    Optional<ServiceEntity> findByTeamIdAndNameAndTerminatedAtIsNull(UUID teamId, String name);

    /** Holds the service until the transaction ends: one change at a time. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from ServiceEntity s where s.id = :id")
    Optional<ServiceEntity> lock(UUID id);

    /** Holds them all, in the order of their ids. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from ServiceEntity s where s.id in :ids order by s.id")
    List<ServiceEntity> lockAll(Collection<UUID> ids);
}
