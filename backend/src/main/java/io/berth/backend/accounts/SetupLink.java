package io.berth.backend.accounts;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.Home;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.platform.SecretToken;
import io.berth.backend.platform.Timestamps;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** The one-time link by which the first user of an installation is made. */
@Component
public class SetupLink {

    private static final String FILE = "setup-link";

    private final Users users;
    private final Teams teams;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final JdbcClient database;
    private final InstantSource clock;
    private final BerthSettings settings;
    private final Home home;

    private volatile @Nullable String token;

    SetupLink(
            Users users,
            Teams teams,
            Audit audit,
            ApplicationEventPublisher news,
            JdbcClient database,
            InstantSource clock,
            BerthSettings settings,
            Home home) {
        this.users = users;
        this.teams = teams;
        this.audit = audit;
        this.news = news;
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.home = home;
    }

    /** Where the first user is made, as long as there is none. */
    public Optional<String> pendingUrl() {
        return Optional.ofNullable(token).filter(_ -> users.none()).map(this::url);
    }

    /** Whether that link still works. */
    public boolean valid(String presented) {
        return users.none()
                && database.sql("select count(*) from setup_link where token_hash = :hash and used_at is null")
                                .param("hash", SecretToken.hash(presented))
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** Makes the first user and his team, which is named like him. */
    @Transactional
    public User redeem(String presented, String username, String password) {
        // The update locks the row, so that of two people with the same link one comes first.
        int used = database.sql("update setup_link set used_at = :now where token_hash = :hash and used_at is null")
                .param("now", Timestamps.sql(clock.instant()))
                .param("hash", SecretToken.hash(presented))
                .update();
        if (used == 0 || !users.none()) {
            throw new NotFoundException("set-up link");
        }
        User user = users.register(username, password);
        Team team = teams.createFirst(user);
        audit.record(team.id(), new Actor(user.id(), username), "set-up", "user", user.id(), username);
        news.publishEvent(new Used());
        return user;
    }

    /** Replaces the link of an earlier start: only its hash was kept, so it could not be shown again. */
    @Transactional
    void renew() {
        database.sql("delete from setup_link where used_at is null").update();
        if (!users.none()) {
            home.deleteRunFile(FILE);
            return;
        }
        String fresh = SecretToken.fresh();
        database.sql("insert into setup_link (token_hash, created_at) values (:hash, :now)")
                .param("hash", SecretToken.hash(fresh))
                .param("now", Timestamps.sql(clock.instant()))
                .update();
        token = fresh;
        home.writeRunFile(FILE, url(fresh));
    }

    @TransactionalEventListener
    void retire(@SuppressWarnings("unused") Used used) {
        token = null;
        home.deleteRunFile(FILE);
    }

    private String url(String secret) {
        return settings.publicUrl() + "/setup/" + secret;
    }

    /** There is a first user now. */
    record Used() {}
}
