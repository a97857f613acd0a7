package io.berth.backend.platform;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys of the platform itself: made once, sealed in the database. */
@Component
public class PlatformSecrets {

    private final JdbcClient database;
    private final Sealer sealer;
    private final InstantSource clock;

    PlatformSecrets(JdbcClient database, Sealer sealer, InstantSource clock) {
        this.database = database;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** The secret of that name. The first to ask makes it; of several at the same time, one wins and all get the same. */
    public String get(String name, Supplier<String> maker) {
        Optional<String> present = find(name);
        if (present.isEmpty()) {
            database.sql("""
                            insert into platform_secret (name, sealed, created_at)
                            values (:name, :sealed, :now) on conflict do nothing""")
                    .param("name", name)
                    .param("sealed", sealer.seal(maker.get()))
                    .param("now", Timestamps.sql(clock.instant()))
                    .update();
        }
        String sealed = present.or(() -> find(name)).orElseThrow();
        try {
            return sealer.open(sealed);
        } catch (IllegalStateException e) {
            throw new CannotStartException(
                    "The master key (BERTH_MASTER_KEY, or master.key in BERTH_HOME) is not the one that the secrets in"
                            + " this database were sealed with.",
                    e);
        }
    }

    private Optional<String> find(String name) {
        return database.sql("select sealed from platform_secret where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }
}
