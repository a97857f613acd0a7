package io.berth.backend.api.accounts;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.api.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a client find out whether its credentials are right, and for whom it acts. */
@RestController
class AuthController {

    private final Callers callers;
    private final Teams teams;

    AuthController(Callers callers, Teams teams) {
        this.callers = callers;
        this.teams = teams;
    }

    @GetMapping(path = "/api/v1/auth", produces = MediaType.APPLICATION_JSON_VALUE)
    AuthAnswer auth(HttpServletRequest request) {
        SignedIn user = callers.user(request);
        return new AuthAnswer(
                user.getUsername(),
                callers.team(request, user).map(Team::name).orElse(null),
                teams.of(user.userId()).stream().map(Team::name).toList());
    }

    /**
     * @param team the one that requests are about, unless they name another; null for a user without teams
     * @param teams all that may be named
     */
    record AuthAnswer(String username, @Nullable String team, List<String> teams) {}
}
