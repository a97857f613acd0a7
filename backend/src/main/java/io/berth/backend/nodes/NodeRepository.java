package io.berth.backend.nodes;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface NodeRepository extends Repository<NodeEntity, UUID> {

    Optional<NodeEntity> findByIdAndRemovedAtIsNull(UUID id);

    /** Locked, so that the changes of one node come one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select n from NodeEntity n where n.id = :id and n.removedAt is null")
    Optional<NodeEntity> lock(UUID id);

    List<NodeEntity> findByRemovedAtIsNullOrderByName();

    @Query("""
            select n from NodeEntity n
            where n.removedAt is null and (n.teamId = :team or n.teamId is null) order by n.name""")
    List<NodeEntity> visibleTo(UUID team);

    @Query("""
            select n from NodeEntity n
            where n.id = :id and n.removedAt is null and (n.teamId = :team or n.teamId is null)""")
    Optional<NodeEntity> visibleTo(UUID team, UUID id);

    boolean existsByNameAndRemovedAtIsNull(String name);

    List<NodeEntity> findByConnectedIsTrue();
}
