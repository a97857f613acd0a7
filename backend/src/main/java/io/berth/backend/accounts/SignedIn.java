package io.berth.backend.accounts;

import io.berth.backend.audit.Actor;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Whoever makes a request. Lies in the session, so its form may change only with its serial version. */
public final class SignedIn implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1;

    private final UUID userId;
    private final String username;
    private @Nullable String passwordHash;

    SignedIn(UUID userId, String username, @Nullable String passwordHash) {
        this.userId = userId;
        this.username = username;
        this.passwordHash = passwordHash;
    }

    /** Somebody whose password has just been checked or chosen. */
    public static SignedIn as(User user) {
        return new SignedIn(user.id(), user.username(), null);
    }

    public UUID userId() {
        return userId;
    }

    public User user() {
        return new User(userId, username);
    }

    public Actor actor() {
        return new Actor(userId, username);
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && userId.equals(that.userId);
    }

    @Override
    public int hashCode() {
        return userId.hashCode();
    }

    @Override
    public String toString() {
        return username;
    }
}
