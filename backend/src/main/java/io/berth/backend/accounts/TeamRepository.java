package io.berth.backend.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TeamRepository extends Repository<TeamEntity, UUID> {

    Optional<TeamEntity> findById(UUID id);

    boolean existsByName(String name);

    @Query("""
            select t from TeamEntity t, MembershipEntity m
            where m.key.teamId = t.id and m.key.userId = :user order by t.name""")
    List<TeamEntity> ofUser(UUID user);

    @Query("""
            select t from TeamEntity t, MembershipEntity m
            where m.key.teamId = t.id and m.key.userId = :user and t.name = :name""")
    Optional<TeamEntity> ofUser(UUID user, String name);
}
