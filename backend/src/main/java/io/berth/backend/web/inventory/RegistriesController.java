package io.berth.backend.web.inventory;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.registries.Registries;
import io.berth.backend.registries.Registry;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import io.berth.backend.web.LivePart;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The registries that a team signs in to. */
@Controller
@RequestMapping("/t/{team}/registries")
class RegistriesController {

    private final Registries registries;

    RegistriesController(Registries registries) {
        this.registries = registries;
    }

    @GetMapping
    String list(TeamPage page, Model model, HttpServletRequest request) {
        model.addAllAttributes(content(page, "", ""));
        return LivePart.of("registries/list", request);
    }

    @PostMapping
    ModelAndView add(
            TeamPage page,
            @RequestParam(defaultValue = "") String host,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            RedirectAttributes next) {
        ModelAndView again = new ModelAndView("registries/list", content(page, host, username));
        try {
            Registry added = registries.add(page.teamId(), host, username, password, page.actor());
            Flash.done("Images of " + added.host() + " are pulled as " + added.username() + " from now on.")
                    .on(next);
            return new ModelAndView(page.redirectTo("registries"));
        } catch (InvalidInputException e) {
            return wrong(again, HttpStatus.UNPROCESSABLE_CONTENT, FieldErrors.of(e));
        } catch (ConflictException e) {
            String field = e.field() == null ? "host" : e.field();
            return wrong(again, HttpStatus.CONFLICT, FieldErrors.of(field, e.reason()));
        }
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(TeamPage page, @PathVariable UUID id) {
        Registry registry = require(page, id);
        return form(page, registry, registry.username());
    }

    @PostMapping("/{id}/edit")
    ModelAndView change(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            RedirectAttributes next) {
        Registry registry = require(page, id);
        try {
            registries.changePassword(page.teamId(), id, username, password, page.actor());
        } catch (InvalidInputException e) {
            return wrong(form(page, registry, username), HttpStatus.UNPROCESSABLE_CONTENT, FieldErrors.of(e));
        }
        Flash.done("The sign-in for " + registry.host() + " is changed.").on(next);
        return new ModelAndView(page.redirectTo("registries"));
    }

    @PostMapping("/{id}/remove")
    String remove(TeamPage page, @PathVariable UUID id, RedirectAttributes next) {
        Registry registry = require(page, id);
        registries.remove(page.teamId(), id, page.actor());
        Flash.done("Images of " + registry.host() + " are pulled without signing in from now on.")
                .on(next);
        return page.redirectTo("registries");
    }

    private Registry require(TeamPage page, UUID id) {
        return registries.of(page.teamId()).stream()
                .filter(registry -> registry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("registry"));
    }

    private Map<String, Object> content(TeamPage page, String host, String username) {
        return Map.of("page", page, "registries", registries.of(page.teamId()), "host", host, "username", username);
    }

    private static ModelAndView form(TeamPage page, Registry registry, String username) {
        return new ModelAndView("registries/edit", Map.of("page", page, "registry", registry, "username", username));
    }

    private static ModelAndView wrong(ModelAndView view, HttpStatus status, Map<String, String> errors) {
        view.setStatus(status);
        view.addObject("errors", errors);
        return view;
    }
}
