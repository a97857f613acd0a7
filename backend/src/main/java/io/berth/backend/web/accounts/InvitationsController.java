package io.berth.backend.web.accounts;

import io.berth.backend.accounts.Invitation;
import io.berth.backend.accounts.Invitations;
import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Visitor;
import io.berth.backend.web.accounts.Joining.Joined;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an invitation's link leads: to joining as oneself, or with a new account. */
@Controller
@RequestMapping("/invitations/{token}")
class InvitationsController {

    private final Invitations invitations;
    private final Joining joining;
    private final Entrance entrance;
    private final Visitor visitor;

    InvitationsController(Invitations invitations, Joining joining, Entrance entrance, Visitor visitor) {
        this.invitations = invitations;
        this.joining = joining;
        this.entrance = entrance;
        this.visitor = visitor;
    }

    @GetMapping
    ModelAndView show(@PathVariable String token) {
        return page(token, "", Map.of(), HttpStatus.OK);
    }

    /** Leads whoever has an account through the sign-in page and back to the invitation. */
    @GetMapping("/sign-in")
    String signInFirst(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (visitor.signedIn().isPresent()) {
            return "redirect:/invitations/" + token;
        }
        new HttpSessionRequestCache().saveRequest(request, response);
        return "redirect:/sign-in";
    }

    @PostMapping
    ModelAndView accept(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes next) {
        Optional<SignedIn> user = visitor.signedIn();
        if (user.isPresent()) {
            return welcome(invitations.accept(token, user.get().userId()), next);
        }
        try {
            Joined joined = joining.newcomer(token, username.strip(), password);
            entrance.signIn(joined.user(), request, response);
            return welcome(joined.team(), next);
        } catch (InvalidInputException e) {
            return page(token, username, FieldErrors.of(e), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (ConflictException e) {
            return page(token, username, FieldErrors.of("username", e.reason()), HttpStatus.CONFLICT);
        }
    }

    private static ModelAndView welcome(Team team, RedirectAttributes next) {
        Flash.done("Welcome to " + team.name() + ".").on(next);
        return new ModelAndView("redirect:/t/" + team.name() + "/services");
    }

    private ModelAndView page(String token, String username, Map<String, String> errors, HttpStatus status) {
        Invitation invitation = invitations.byToken(token).orElseThrow(() -> new NotFoundException("invitation"));
        ModelAndView page = new ModelAndView("account/invitation", status);
        page.addObject("token", token);
        page.addObject("invitation", invitation);
        page.addObject("user", visitor.signedIn().orElse(null));
        page.addObject("username", username);
        page.addObject("errors", errors);
        return page;
    }
}
