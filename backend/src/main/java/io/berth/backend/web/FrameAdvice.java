package io.berth.backend.web;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.web.live.LiveNews;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.HandlerMapping;

/** Puts the frame around every page, and remembers the team that was looked at last. */
@ControllerAdvice(basePackageClasses = FrameAdvice.class)
class FrameAdvice {

    private final Teams teams;
    private final Visitor visitor;
    private final LiveNews news;

    FrameAdvice(Teams teams, Visitor visitor, LiveNews news) {
        this.teams = teams;
        this.visitor = visitor;
        this.news = news;
    }

    /** Runs before the controller, so that no news can fall between reading the data and the place in the stream. */
    @ModelAttribute
    void frame(HttpServletRequest request, Model model) {
        Optional<SignedIn> user = visitor.signedIn();
        if (user.isEmpty() || LivePart.wanted(request)) {
            return;
        }
        String cursor = news.cursor();
        List<Team> mine = teams.of(user.get().userId());
        Optional<Team> team = chosen(mine, request);
        team.ifPresent(t -> LastTeam.remember(request, t.name()));
        model.addAttribute(
                "frame",
                new Frame(
                        user.get(),
                        team.orElse(null),
                        mine,
                        team.map(t -> newsPath(t, cursor)).orElse(null)));
    }

    private static Optional<Team> chosen(List<Team> mine, HttpServletRequest request) {
        @Nullable String named = teamInPath(request);
        String name = named != null ? named : LastTeam.of(request);
        Optional<Team> match = mine.stream().filter(t -> t.name().equals(name)).findFirst();
        return match.isPresent() || named != null ? match : mine.stream().findFirst();
    }

    private static @Nullable String teamInPath(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("team") instanceof String team
                ? team
                : null;
    }

    private static String newsPath(Team team, String cursor) {
        return "/t/" + team.name() + "/events?since=" + cursor;
    }
}
