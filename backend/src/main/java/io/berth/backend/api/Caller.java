package io.berth.backend.api;

import io.berth.backend.accounts.Team;
import io.berth.backend.audit.Actor;
import java.util.UUID;

/** Who makes a request, and the team that it is about. */
public record Caller(Actor actor, Team team) {

    public UUID teamId() {
        return team.id();
    }
}
