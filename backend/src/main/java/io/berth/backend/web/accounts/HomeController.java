package io.berth.backend.web.accounts;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.web.LastTeam;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The front door: leads to the services of the team that was looked at last. */
@Controller
class HomeController {

    private final Teams teams;

    HomeController(Teams teams) {
        this.teams = teams;
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedIn user, HttpServletRequest request) {
        List<Team> mine = teams.of(user.userId());
        String last = LastTeam.of(request);
        return mine.stream()
                .filter(team -> team.name().equals(last))
                .findFirst()
                .or(() -> mine.stream().findFirst())
                .map(team -> "redirect:/t/" + team.name() + "/services")
                .orElse("redirect:/teams/new");
    }
}
