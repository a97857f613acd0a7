package io.berth.backend.accounts;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.platform.SecretToken;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keys by which programs act for a user. */
@Component
@Transactional
public class ApiKeys {

    /** Tells people and secret scanners what it is. */
    private static final String MARK = "berth_";

    private static final int SHOWN = MARK.length() + 6;
    private static final int LONGEST_NAME = 100;

    private final EntityManager entities;
    private final ApiKeyRepository rows;
    private final UserRepository users;
    private final Audit audit;
    private final InstantSource clock;

    ApiKeys(EntityManager entities, ApiKeyRepository rows, UserRepository users, Audit audit, InstantSource clock) {
        this.entities = entities;
        this.rows = rows;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    public NewApiKey create(UUID userId, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw InvalidInputException.of("name", "Give the key a name of 1 to " + LONGEST_NAME + " characters.");
        }
        String key = MARK + SecretToken.fresh();
        UUID id = UUID.randomUUID();
        entities.persist(new ApiKeyEntity(
                id, userId, name.strip(), key.substring(0, SHOWN), SecretToken.hash(key), clock.instant()));
        audit.record(null, actor(userId), "create", "api-key", id, name.strip());
        return new NewApiKey(id, key);
    }

    /** The user's keys that work, newest first. */
    @Transactional(readOnly = true)
    public List<ApiKey> of(UUID userId) {
        return rows.findByUserIdAndRevokedAtIsNullOrderByCreatedAtDesc(userId).stream()
                .map(ApiKeyEntity::asApiKey)
                .toList();
    }

    public void revoke(UUID userId, UUID id) {
        ApiKeyEntity key = rows.findByIdAndUserId(id, userId)
                .filter(row -> !row.revoked())
                .orElseThrow(() -> new NotFoundException("API key"));
        key.revoke(clock.instant());
        audit.record(
                null, actor(userId), "revoke", "api-key", id, key.asApiKey().name());
    }

    /** The user, if this is a key of his that works. */
    public Optional<User> authenticate(String username, String key) {
        if (!key.startsWith(MARK)) {
            return Optional.empty();
        }
        Optional<ApiKeyEntity> row = rows.findByKeyHash(SecretToken.hash(key)).filter(r -> !r.revoked());
        Optional<User> user = row.flatMap(r -> users.findById(r.userId()))
                .map(UserEntity::asUser)
                .filter(u -> u.username().equals(username));
        user.ifPresent(_ -> row.orElseThrow().used(clock.instant()));
        return user;
    }

    private Actor actor(UUID userId) {
        return users.findById(userId)
                .map(row -> new Actor(row.id(), row.username()))
                .orElseThrow(() -> new NotFoundException("user"));
    }
}
