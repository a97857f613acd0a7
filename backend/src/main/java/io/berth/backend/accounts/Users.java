package io.berth.backend.accounts;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of this installation. */
@Component
@Transactional
public class Users {

    private static final int SHORTEST_PASSWORD = 10;
    /** What bcrypt takes into account. */
    private static final int LONGEST_PASSWORD_BYTES = 72;

    private final EntityManager entities;
    private final UserRepository rows;
    private final PasswordEncoder passwords;
    private final InstantSource clock;

    Users(EntityManager entities, UserRepository rows, PasswordEncoder passwords, InstantSource clock) {
        this.entities = entities;
        this.rows = rows;
        this.passwords = passwords;
        this.clock = clock;
    }

    public User register(String username, String password) {
        Names.require("username", username);
        requireGood("password", password);
        if (rows.existsByUsername(username)) {
            throw nameTaken();
        }
        UserEntity row = new UserEntity(UUID.randomUUID(), username, passwords.encode(password), clock.instant());
        try {
            entities.persist(row);
            entities.flush();
        } catch (ConstraintViolationException somebodyWasFaster) {
            throw nameTaken();
        }
        return row.asUser();
    }

    @Transactional(readOnly = true)
    public Optional<User> byName(String username) {
        return rows.findByUsername(username).map(UserEntity::asUser);
    }

    /** Whether this installation has no user yet. */
    @Transactional(readOnly = true)
    public boolean none() {
        return rows.count() == 0;
    }

    public void changePassword(UUID userId, String old, String fresh) {
        UserEntity row = rows.findById(userId).orElseThrow(() -> new NotFoundException("user"));
        if (!passwords.matches(old, row.passwordHash())) {
            throw InvalidInputException.of("old", "This is not your present password.");
        }
        requireGood("fresh", fresh);
        row.changePassword(passwords.encode(fresh));
    }

    /** Gives the user this password unless it is his already; hashing is slow, so that it is not done at every start. */
    void ensurePassword(UUID userId, String password) {
        UserEntity row = rows.findById(userId).orElseThrow(() -> new NotFoundException("user"));
        if (!passwords.matches(password, row.passwordHash())) {
            requireGood("password", password);
            row.changePassword(passwords.encode(password));
        }
    }

    /** The user, if this is his password. */
    @Transactional(readOnly = true)
    Optional<SignedIn> credentials(String username) {
        return rows.findByUsername(username).map(row -> new SignedIn(row.id(), row.username(), row.passwordHash()));
    }

    private static ConflictException nameTaken() {
        return new ConflictException("name-taken", "There is a user of this name already.", "username");
    }

    private static void requireGood(String field, String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw InvalidInputException.of(field, "Use at least " + SHORTEST_PASSWORD + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw InvalidInputException.of(field, "Use at most " + LONGEST_PASSWORD_BYTES + " characters.");
        }
    }
}
