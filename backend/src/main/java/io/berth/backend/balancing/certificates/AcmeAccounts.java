package io.berth.backend.balancing.certificates;

import io.berth.backend.platform.Sealer;
import io.berth.backend.platform.Timestamps;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who Berth is to each authority. */
@Component
@Transactional
class AcmeAccounts {

    private final JdbcClient database;
    private final Sealer sealer;
    private final InstantSource clock;

    AcmeAccounts(JdbcClient database, Sealer sealer, InstantSource clock) {
        this.database = database;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** The first to ask makes the key; of several at the same time one wins, and all get the same. */
    AcmeIdentity at(URI directory, Supplier<String> newKey) {
        return find(directory).orElseGet(() -> {
            database.sql("""
                            insert into acme_account (directory, sealed_key, created_at)
                            values (:directory, :key, :now) on conflict do nothing""")
                    .param("directory", directory.toString())
                    .param("key", sealer.seal(newKey.get()))
                    .param("now", Timestamps.sql(clock.instant()))
                    .update();
            return find(directory).orElseThrow();
        });
    }

    /** @param location where the authority keeps the account; null if it knows nothing of it */
    void isAt(URI directory, @Nullable String location) {
        database.sql("update acme_account set location = :location where directory = :directory")
                .param("location", location)
                .param("directory", directory.toString())
                .update();
    }

    private Optional<AcmeIdentity> find(URI directory) {
        return database.sql("select sealed_key, location from acme_account where directory = :directory")
                .param("directory", directory.toString())
                .query((row, _) -> new AcmeIdentity(sealer.open(row.getString(1)), row.getString(2)))
                .optional();
    }
}
