package io.berth.backend.web.accounts;

import io.berth.backend.accounts.Invitations;
import io.berth.backend.accounts.NewInvitation;
import io.berth.backend.accounts.Teams;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.web.Flash;
import io.berth.backend.web.LivePart;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is in a team, and who is invited. */
@Controller
@RequestMapping("/t/{team}/members")
class MembersController {

    private final Teams teams;
    private final Invitations invitations;
    private final BerthSettings settings;

    MembersController(Teams teams, Invitations invitations, BerthSettings settings) {
        this.teams = teams;
        this.invitations = invitations;
        this.settings = settings;
    }

    @GetMapping
    String list(TeamPage page, Model model, HttpServletRequest request) {
        fill(page, model);
        return LivePart.of("teams/members", request);
    }

    /** Answers with the link itself instead of leading on: it is kept nowhere, so this is the only time to show it. */
    @PostMapping("/invitations")
    String invite(TeamPage page, Model model) {
        NewInvitation invitation = invitations.create(page.teamId(), page.actor());
        fill(page, model);
        model.addAttribute("link", settings.publicUrl() + "/invitations/" + invitation.token());
        return "teams/members";
    }

    @PostMapping("/invitations/{id}/revoke")
    String revoke(TeamPage page, @PathVariable UUID id, RedirectAttributes next) {
        invitations.revoke(page.teamId(), id, page.actor());
        Flash.done("The invitation is revoked: its link leads nowhere now.").on(next);
        return page.redirectTo("members");
    }

    @PostMapping("/{userId}/remove")
    String remove(TeamPage page, @PathVariable UUID userId, RedirectAttributes next) {
        boolean myself = userId.equals(page.user().userId());
        try {
            if (myself) {
                teams.leave(page.teamId(), userId, page.actor());
            } else {
                teams.remove(page.teamId(), userId, page.actor());
            }
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
            return page.redirectTo("members");
        }
        Flash.done(myself ? "You have left " + page.team().name() + "." : "The member is removed.")
                .on(next);
        return myself ? "redirect:/" : page.redirectTo("members");
    }

    private void fill(TeamPage page, Model model) {
        model.addAttribute("page", page);
        model.addAttribute("members", teams.members(page.teamId()));
        model.addAttribute("invitations", invitations.open(page.teamId()));
    }
}
