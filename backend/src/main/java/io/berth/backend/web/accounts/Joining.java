package io.berth.backend.web.accounts;

import io.berth.backend.accounts.Invitations;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an account for somebody who was invited: account and membership together or not at all. */
@Component
class Joining {

    private final Users users;
    private final Invitations invitations;

    Joining(Users users, Invitations invitations) {
        this.users = users;
        this.invitations = invitations;
    }

    @Transactional
    public Joined newcomer(String token, String username, String password) {
        User user = users.register(username, password);
        return new Joined(user, invitations.accept(token, user.id()));
    }

    record Joined(User user, Team team) {}
}
