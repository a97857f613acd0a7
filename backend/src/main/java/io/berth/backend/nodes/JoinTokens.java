package io.berth.backend.nodes;

import io.berth.backend.platform.SecretToken;
import io.berth.backend.platform.Timestamps;
import io.berth.protocol.JoinToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What lets hosts join, for a day and as often as needed within it. */
@Component
@Transactional
public class JoinTokens {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final JdbcClient database;
    private final CertificateAuthority authority;
    private final InstantSource clock;

    JoinTokens(JdbcClient database, CertificateAuthority authority, InstantSource clock) {
        this.database = database;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * The text of a new token, which is not kept.
     *
     * @param teamId null for nodes that serve every team
     */
    public String create(@Nullable UUID teamId) {
        Instant now = clock.instant();
        database.sql("delete from join_token where expires_at < :now")
                .param("now", Timestamps.sql(now))
                .update();
        String secret = SecretToken.fresh();
        database.sql("""
                        insert into join_token (id, team_id, secret_hash, created_at, expires_at)
                        values (:id, :team, :hash, :now, :end)""")
                .param("id", UUID.randomUUID())
                .param("team", teamId)
                .param("hash", SecretToken.hash(secret))
                .param("now", Timestamps.sql(now))
                .param("end", Timestamps.sql(now.plus(LIFETIME)))
                .update();
        return new JoinToken(secret, authority.fingerprint()).text();
    }

    /** Whose nodes this secret makes; empty if it is unknown or has expired. */
    @Transactional(readOnly = true)
    Optional<Grant> grant(String secret) {
        return database.sql("select team_id from join_token where secret_hash = :hash and expires_at > :now")
                .param("hash", SecretToken.hash(secret))
                .param("now", Timestamps.sql(clock.instant()))
                .query((row, _) -> new Grant(row.getObject("team_id", UUID.class)))
                .optional();
    }

    /** @param teamId null for a node that serves every team */
    record Grant(@Nullable UUID teamId) {}
}
