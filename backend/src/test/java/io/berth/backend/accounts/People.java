package io.berth.backend.accounts;

import io.berth.backend.audit.Actor;
import java.util.concurrent.atomic.AtomicInteger;

/** Users for tests, each with a name that no other test has. */
public final class People {

    public static final String PASSWORD = "correct horse battery";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private People() {}

    public static User somebody(Users users) {
        return users.register("somebody-" + NUMBER.incrementAndGet(), PASSWORD);
    }

    public static Team team(Teams teams, User owner) {
        return teams.create("team-" + NUMBER.incrementAndGet(), actor(owner));
    }

    public static Actor actor(User user) {
        return new Actor(user.id(), user.username());
    }
}
