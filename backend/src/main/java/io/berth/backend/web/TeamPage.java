package io.berth.backend.web;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.audit.Actor;
import java.util.UUID;

/** The team in the path of a request, and the member of it who asks. Whoever is not a member gets no such page. */
public record TeamPage(Team team, SignedIn user) {

    public UUID teamId() {
        return team.id();
    }

    public Actor actor() {
        return user.actor();
    }

    /** The address of one of this team's pages, such as {@code services}. */
    public String at(String page) {
        return "/t/" + team.name() + "/" + page;
    }

    public String redirectTo(String page) {
        return "redirect:" + at(page);
    }
}
