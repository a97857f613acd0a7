package io.berth.backend.accounts;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MembershipRepository extends Repository<MembershipEntity, MembershipEntity.Key> {

    Optional<MembershipEntity> findById(MembershipEntity.Key key);

    boolean existsById(MembershipEntity.Key key);

    /** Locked, so that the last two members cannot leave at the same time. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from MembershipEntity m where m.key.teamId = :team order by m.joinedAt, m.key.userId")
    List<MembershipEntity> lockOfTeam(UUID team);

    @Query("""
            select new io.berth.backend.accounts.MemberView(m, u.username) from MembershipEntity m, UserEntity u
            where m.key.teamId = :team and u.id = m.key.userId order by u.username""")
    List<MemberView> ofTeam(UUID team);

    void delete(MembershipEntity row);
}
