package io.berth.backend.accounts;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.NotFoundException;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Teams and who is in them. */
@Component
@Transactional
public class Teams {

    private final EntityManager entities;
    private final TeamRepository rows;
    private final MembershipRepository memberships;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Teams(
            EntityManager entities,
            TeamRepository rows,
            MembershipRepository memberships,
            Audit audit,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.entities = entities;
        this.rows = rows;
        this.memberships = memberships;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /** The user's teams, by name. */
    @Transactional(readOnly = true)
    public List<Team> of(UUID userId) {
        return rows.ofUser(userId).stream().map(TeamEntity::asTeam).toList();
    }

    /** The team of that name, if the user is a member of it. */
    @Transactional(readOnly = true)
    public Optional<Team> find(String teamName, UUID userId) {
        return rows.ofUser(userId, teamName).map(TeamEntity::asTeam);
    }

    /** Makes a team that the actor owns. */
    public Team create(String name, Actor by) {
        Names.require("name", name);
        if (rows.existsByName(name)) {
            throw nameTaken();
        }
        TeamEntity row = new TeamEntity(UUID.randomUUID(), name, clock.instant());
        try {
            entities.persist(row);
            entities.flush();
        } catch (ConstraintViolationException somebodyWasFaster) {
            throw nameTaken();
        }
        Team team = row.asTeam();
        UUID owner = Objects.requireNonNull(by.userId(), "a team is made by a user");
        entities.persist(new MembershipEntity(team.id(), owner, Role.OWNER, clock.instant()));
        audit.record(team.id(), by, "create", "team", team.id(), name);
        return team;
    }

    /** Makes a team for a new user: named like the user, or with a number behind it where that name is taken. */
    Team createFirst(User user) {
        String name = user.username();
        for (int next = 2; rows.existsByName(name); next++) {
            String suffix = "-" + next;
            String stem = user.username();
            name = stem.substring(0, Math.min(stem.length(), 63 - suffix.length())) + suffix;
        }
        return create(name, new Actor(user.id(), user.username()));
    }

    @Transactional(readOnly = true)
    public List<Member> members(UUID teamId) {
        return memberships.ofTeam(teamId).stream().map(MemberView::asMember).toList();
    }

    /** A member goes. */
    public void leave(UUID teamId, UUID userId, Actor by) {
        end(teamId, userId, by, "leave");
    }

    /** A member is taken out of the team by another one. */
    public void remove(UUID teamId, UUID userId, Actor by) {
        end(teamId, userId, by, "remove");
    }

    void join(UUID teamId, UUID userId, Actor by) {
        if (memberships.existsById(new MembershipEntity.Key(teamId, userId))) {
            return;
        }
        entities.persist(new MembershipEntity(teamId, userId, Role.MEMBER, clock.instant()));
        audit.record(teamId, by, "join", "team", teamId, by.name());
        news.publishEvent(new Changed(teamId, "team"));
    }

    private static ConflictException nameTaken() {
        return new ConflictException("name-taken", "There is a team of this name already.", "name");
    }

    private void end(UUID teamId, UUID userId, Actor by, String action) {
        List<MembershipEntity> all = memberships.lockOfTeam(teamId);
        MembershipEntity going = all.stream()
                .filter(m -> m.userId().equals(userId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("member"));
        List<MembershipEntity> staying = all.stream().filter(m -> m != going).toList();
        if (staying.isEmpty()) {
            throw new ConflictException(
                    "last-member", "The last member cannot leave: nobody could reach what the team owns.");
        }
        if (staying.stream().noneMatch(m -> m.role() == Role.OWNER)) {
            staying.getFirst().makeOwner();
        }
        memberships.delete(going);
        audit.record(teamId, by, action, "member", userId, "");
        news.publishEvent(new Changed(teamId, "team"));
    }
}
