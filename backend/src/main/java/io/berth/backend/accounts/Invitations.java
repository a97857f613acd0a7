package io.berth.backend.accounts;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.platform.SecretToken;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links by which people join a team. Each works once, for a week, until it is revoked. */
@Component
@Transactional
public class Invitations {

    private static final Duration LIFETIME = Duration.ofDays(7);

    private final EntityManager entities;
    private final InvitationRepository rows;
    private final TeamRepository teamRepository;
    private final UserRepository users;
    private final Teams teams;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Invitations(
            EntityManager entities,
            InvitationRepository rows,
            TeamRepository teamRepository,
            UserRepository users,
            Teams teams,
            Audit audit,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.entities = entities;
        this.rows = rows;
        this.teamRepository = teamRepository;
        this.users = users;
        this.teams = teams;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    public NewInvitation create(UUID teamId, Actor by) {
        String token = SecretToken.fresh();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(LIFETIME);
        UUID id = UUID.randomUUID();
        UUID inviter = Objects.requireNonNull(by.userId(), "users invite users");
        entities.persist(new InvitationEntity(id, teamId, SecretToken.hash(token), inviter, now, expiresAt));
        audit.record(teamId, by, "create", "invitation", id, "");
        news.publishEvent(new Changed(teamId, "team"));
        return new NewInvitation(id, token, expiresAt);
    }

    /** Those that can still be accepted, newest first. */
    @Transactional(readOnly = true)
    public List<Invitation> open(UUID teamId) {
        return rows.openOfTeam(teamId, clock.instant());
    }

    /** The invitation with that token, if it can still be accepted. */
    @Transactional(readOnly = true)
    public Optional<Invitation> byToken(String token) {
        return rows.openByHash(SecretToken.hash(token), clock.instant());
    }

    /** Makes the user a member of the team. */
    public Team accept(String token, UUID userId) {
        InvitationEntity invitation = rows.lockByHash(SecretToken.hash(token))
                .filter(row -> row.open(clock.instant()))
                .orElseThrow(() -> new NotFoundException("invitation"));
        UserEntity user = users.findById(userId).orElseThrow(() -> new NotFoundException("user"));
        invitation.accept(userId, clock.instant());
        teams.join(invitation.teamId(), userId, new Actor(userId, user.username()));
        return teamRepository.findById(invitation.teamId()).orElseThrow().asTeam();
    }

    public void revoke(UUID teamId, UUID id, Actor by) {
        InvitationEntity invitation = rows.findByIdAndTeamId(id, teamId)
                .filter(row -> row.open(clock.instant()))
                .orElseThrow(() -> new NotFoundException("invitation"));
        invitation.revoke(clock.instant());
        audit.record(teamId, by, "revoke", "invitation", id, "");
        news.publishEvent(new Changed(teamId, "team"));
    }
}
