package io.berth.backend.web.accounts;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes teams. */
@Controller
class TeamsController {

    private final Teams teams;

    TeamsController(Teams teams) {
        this.teams = teams;
    }

    @GetMapping("/teams/new")
    ModelAndView form() {
        return form("", Map.of(), HttpStatus.OK);
    }

    @PostMapping("/teams")
    ModelAndView create(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        try {
            Team team = teams.create(name.strip(), user.actor());
            Flash.done("The team " + team.name() + " is made.").on(next);
            return new ModelAndView("redirect:/t/" + team.name() + "/services");
        } catch (InvalidInputException e) {
            return form(name, FieldErrors.of(e), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (ConflictException e) {
            return form(name, FieldErrors.of("name", e.reason()), HttpStatus.CONFLICT);
        }
    }

    private static ModelAndView form(String name, Map<String, String> errors, HttpStatus status) {
        return new ModelAndView("teams/new", Map.of("name", name, "errors", errors), status);
    }
}
