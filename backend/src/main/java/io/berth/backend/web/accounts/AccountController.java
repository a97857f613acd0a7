package io.berth.backend.web.accounts;

import io.berth.backend.accounts.ApiKeys;
import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Users;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: password and API keys. */
@Controller
@RequestMapping("/account")
class AccountController {

    private final Users users;
    private final ApiKeys keys;

    AccountController(Users users, ApiKeys keys) {
        this.users = users;
        this.keys = keys;
    }

    @GetMapping
    ModelAndView show(@AuthenticationPrincipal SignedIn user) {
        return page(user, HttpStatus.OK, Map.of());
    }

    @PostMapping("/password")
    ModelAndView changePassword(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String fresh,
            RedirectAttributes next) {
        try {
            users.changePassword(user.userId(), old, fresh);
        } catch (InvalidInputException e) {
            return page(user, HttpStatus.UNPROCESSABLE_CONTENT, FieldErrors.of(e));
        }
        Flash.done("Your password is changed.").on(next);
        return new ModelAndView("redirect:/account");
    }

    /** Answers with the key itself instead of leading on: it is kept nowhere, so this is the only time to show it. */
    @PostMapping("/api-keys")
    ModelAndView createKey(@AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") String name) {
        try {
            String key = keys.create(user.userId(), name).key();
            return page(user, HttpStatus.OK, Map.of()).addObject("key", key);
        } catch (InvalidInputException e) {
            return page(user, HttpStatus.UNPROCESSABLE_CONTENT, FieldErrors.of(e))
                    .addObject("keyName", name);
        }
    }

    @PostMapping("/api-keys/{id}/revoke")
    String revokeKey(@AuthenticationPrincipal SignedIn user, @PathVariable UUID id, RedirectAttributes next) {
        keys.revoke(user.userId(), id);
        Flash.done("The key is revoked: nothing that uses it gets in any more.").on(next);
        return "redirect:/account";
    }

    private ModelAndView page(SignedIn user, HttpStatus status, Map<String, String> errors) {
        ModelAndView page = new ModelAndView("account/show", status);
        page.addObject("user", user);
        page.addObject("keys", keys.of(user.userId()));
        page.addObject("errors", errors);
        return page;
    }
}
