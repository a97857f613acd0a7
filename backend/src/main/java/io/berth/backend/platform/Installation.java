package io.berth.backend.platform;

import java.time.InstantSource;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which installation this is. Its id labels everything that it makes on any engine. */
@Component
public class Installation {

    private final UUID id;
    private final String version;

    Installation(JdbcClient database, InstantSource clock, BerthSettings settings) {
        database.sql("insert into installation (id, created_at) values (:id, :now) on conflict do nothing")
                .param("id", UUID.randomUUID())
                .param("now", Timestamps.sql(clock.instant()))
                .update();
        this.id = database.sql("select id from installation").query(UUID.class).single();
        this.version = settings.version();
    }

    public UUID id() {
        return id;
    }

    public String version() {
        return version;
    }
}
