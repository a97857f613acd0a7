package io.berth.backend.accounts;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InvitationRepository extends Repository<InvitationEntity, UUID> {

    Optional<InvitationEntity> findByIdAndTeamId(UUID id, UUID teamId);

    /** Locked, so that an invitation is accepted once. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select i from InvitationEntity i where i.tokenHash = :hash")
    Optional<InvitationEntity> lockByHash(byte[] hash);

    @Query("""
            select new io.berth.backend.accounts.Invitation(i.id, t.id, t.name, u.username, i.createdAt, i.expiresAt)
            from InvitationEntity i, TeamEntity t, UserEntity u
            where i.tokenHash = :hash and t.id = i.teamId and u.id = i.invitedBy
            and i.acceptedAt is null and i.revokedAt is null and i.expiresAt > :now""")
    Optional<Invitation> openByHash(byte[] hash, Instant now);

    @Query("""
            select new io.berth.backend.accounts.Invitation(i.id, t.id, t.name, u.username, i.createdAt, i.expiresAt)
            from InvitationEntity i, TeamEntity t, UserEntity u
            where i.teamId = :team and t.id = i.teamId and u.id = i.invitedBy
            and i.acceptedAt is null and i.revokedAt is null and i.expiresAt > :now order by i.createdAt desc""")
    List<Invitation> openOfTeam(UUID team, Instant now);
}
