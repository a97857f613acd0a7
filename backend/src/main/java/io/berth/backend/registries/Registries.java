package io.berth.backend.registries;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.platform.Sealer;
import io.berth.protocol.RegistryLogin;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The registries that a team signs in to. Passwords go in and never come out again, except to a host for a pull. */
@Component
@Transactional
public class Registries {

    private static final int LONGEST = 4096;

    private final EntityManager entities;
    private final RegistryRepository rows;
    private final Sealer sealer;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Registries(
            EntityManager entities,
            RegistryRepository rows,
            Sealer sealer,
            Audit audit,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.entities = entities;
        this.rows = rows;
        this.sealer = sealer;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /** The team's registries, by host. */
    @Transactional(readOnly = true)
    public List<Registry> of(UUID teamId) {
        return rows.findByTeamIdOrderByHost(teamId).stream()
                .map(RegistryEntity::asRegistry)
                .toList();
    }

    public Registry add(UUID teamId, String host, String username, String password, Actor by) {
        String parsed = RegistryHost.parse(host);
        requireLogin(username, password);
        if (rows.findByTeamIdAndHost(teamId, parsed).isPresent()) {
            throw hostTaken();
        }
        RegistryEntity row = new RegistryEntity(
                UUID.randomUUID(), teamId, parsed, username.strip(), sealer.seal(password), clock.instant());
        try {
            entities.persist(row);
            entities.flush();
        } catch (ConstraintViolationException somebodyWasFaster) {
            throw hostTaken();
        }
        changed(row, by, "create");
        return row.asRegistry();
    }

    /** Replaces user name and password. */
    public void changePassword(UUID teamId, UUID id, String username, String password, Actor by) {
        requireLogin(username, password);
        RegistryEntity row = require(teamId, id);
        row.changeLogin(username.strip(), sealer.seal(password));
        changed(row, by, "change-password");
    }

    public void remove(UUID teamId, UUID id, Actor by) {
        RegistryEntity row = require(teamId, id);
        rows.delete(row);
        changed(row, by, "remove");
    }

    /** What the team signs in with to the registry of that image, if it does. */
    @Transactional(readOnly = true)
    public Optional<RegistryLogin> login(UUID teamId, String imageReference) {
        return rows.findByTeamIdAndHost(teamId, RegistryHost.ofReference(imageReference))
                .map(row -> new RegistryLogin(row.host(), row.username(), sealer.open(row.sealedPassword())));
    }

    private RegistryEntity require(UUID teamId, UUID id) {
        return rows.findByIdAndTeamId(id, teamId).orElseThrow(() -> new NotFoundException("registry"));
    }

    private void changed(RegistryEntity row, Actor by, String action) {
        audit.record(row.teamId(), by, action, "registry", row.id(), row.host());
        news.publishEvent(new Changed(row.teamId(), "registries"));
    }

    private static ConflictException hostTaken() {
        return new ConflictException("name-taken", "The team signs in to this registry already.", "host");
    }

    private static void requireLogin(String username, String password) {
        List<FieldError> errors = new ArrayList<>();
        if (username.isBlank() || username.length() > LONGEST) {
            errors.add(new FieldError("username", "Give the user name for this registry."));
        }
        if (password.isEmpty() || password.length() > LONGEST) {
            errors.add(new FieldError("password", "Give the password or token for this registry."));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }
}
