package io.berth.backend.api;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.platform.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Finds out who asks and for which team: the one named in the request, or the user's own. */
@Component
public class Callers {

    static final String HEADER = "X-Berth-Team";
    static final String PARAMETER = "team";

    private final Teams teams;

    Callers(Teams teams) {
        this.teams = teams;
    }

    Caller caller(HttpServletRequest request) {
        SignedIn user = user(request);
        Team team = team(request, user).orElseThrow(() -> new NotFoundException("team"));
        return new Caller(user.actor(), team);
    }

    public SignedIn user(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof Authentication signedIn
                && signedIn.getPrincipal() instanceof SignedIn user) {
            return user;
        }
        throw new IllegalStateException("nobody has signed in, yet the request was let through");
    }

    /** Empty if the request names no team and the user is in none. */
    public Optional<Team> team(HttpServletRequest request, SignedIn user) {
        String named = named(request);
        if (named != null) {
            return Optional.of(teams.find(named, user.userId()).orElseThrow(() -> new NotFoundException("team")));
        }
        List<Team> all = teams.of(user.userId());
        return all.stream()
                .filter(t -> t.name().equals(user.getUsername()))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private static @Nullable String named(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        return header != null ? header : request.getParameter(PARAMETER);
    }
}
