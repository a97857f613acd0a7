package io.berth.backend.web.live;

import io.berth.backend.accounts.Teams;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/** Whether whoever opened a stream may go on reading it: his session may have ended, or his membership, since. */
@Component
public class StillAllowed {

    private final ObjectProvider<SessionRepository<?>> sessions;
    private final Teams teams;

    StillAllowed(ObjectProvider<SessionRepository<?>> sessions, Teams teams) {
        this.sessions = sessions;
        this.teams = teams;
    }

    /** Remember this at the start: the request forgets its session when that ends. */
    public @Nullable String sessionOf(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    public boolean check(@Nullable String sessionId, TeamPage page) {
        SessionRepository<?> repository = sessions.getIfAvailable();
        boolean signedIn = repository == null || (sessionId != null && repository.findById(sessionId) != null);
        return signedIn && teams.find(page.team().name(), page.user().userId()).isPresent();
    }
}
