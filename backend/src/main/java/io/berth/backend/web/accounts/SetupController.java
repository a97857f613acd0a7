package io.berth.backend.web.accounts;

import io.berth.backend.accounts.SetupLink;
import io.berth.backend.accounts.User;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.web.FieldErrors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Makes the first user of an installation, once. */
@Controller
@RequestMapping("/setup/{token}")
class SetupController {

    private final SetupLink setup;
    private final Entrance entrance;

    SetupController(SetupLink setup, Entrance entrance) {
        this.setup = setup;
        this.entrance = entrance;
    }

    @GetMapping
    ModelAndView form(@PathVariable String token) {
        if (setup.valid(token)) {
            return form(token, "", Map.of(), HttpStatus.OK);
        }
        ModelAndView page = new ModelAndView("error", HttpStatus.NOT_FOUND);
        page.addObject("status", HttpStatus.NOT_FOUND.value());
        page.addObject("reason", "This set-up link has been used, or a later start has replaced it.");
        return page;
    }

    @PostMapping
    ModelAndView create(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            User user = setup.redeem(token, username.strip(), password);
            entrance.signIn(user, request, response);
            return new ModelAndView("redirect:/");
        } catch (InvalidInputException e) {
            return form(token, username, FieldErrors.of(e), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (ConflictException e) {
            return form(token, username, FieldErrors.of("username", e.reason()), HttpStatus.CONFLICT);
        }
    }

    private static ModelAndView form(String token, String username, Map<String, String> errors, HttpStatus status) {
        ModelAndView page = new ModelAndView("account/setup", status);
        page.addObject("token", token);
        page.addObject("username", username);
        page.addObject("errors", errors);
        return page;
    }
}
