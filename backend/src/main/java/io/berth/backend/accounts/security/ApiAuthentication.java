package io.berth.backend.accounts.security;

import io.berth.backend.accounts.ApiKeys;
import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;

/** Lets programs in with a user's name and one of his API keys, or his password. */
class ApiAuthentication implements AuthenticationProvider {

    private final ApiKeys keys;
    private final DaoAuthenticationProvider passwords;

    ApiAuthentication(ApiKeys keys, DaoAuthenticationProvider passwords) {
        this.keys = keys;
        this.passwords = passwords;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication request) {
        Optional<User> user = keys.authenticate(request.getName(), String.valueOf(request.getCredentials()));
        if (user.isEmpty()) {
            return passwords.authenticate(request);
        }
        SignedIn principal = SignedIn.as(user.get());
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
