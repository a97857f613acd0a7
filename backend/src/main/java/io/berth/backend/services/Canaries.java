package io.berth.backend.services;

import io.berth.backend.platform.Timestamps;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which services have a canary. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Canaries {

    private final JdbcClient database;

    Canaries(JdbcClient database) {
        this.database = database;
    }

    @Transactional(readOnly = true)
    public Optional<Canary> of(UUID serviceId) {
        return database.sql("select * from canary where service_id = :service")
                .param("service", serviceId)
                .query((row, _) -> new Canary(
                        serviceId,
                        row.getObject("revision_id", UUID.class),
                        row.getInt("percent"),
                        row.getInt("containers"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    public void begin(UUID serviceId, UUID revisionId, int percent, int containers, Instant now) {
        database.sql("""
                        insert into canary (service_id, revision_id, percent, containers, created_at)
                        values (:service, :revision, :percent, :containers, :now)""")
                .param("service", serviceId)
                .param("revision", revisionId)
                .param("percent", percent)
                .param("containers", containers)
                .param("now", Timestamps.sql(now))
                .update();
    }

    public void percent(UUID serviceId, int percent) {
        database.sql("update canary set percent = :percent where service_id = :service")
                .param("service", serviceId)
                .param("percent", percent)
                .update();
    }

    /** Its tag may have turned out to mean another image than when it was asked for. */
    public void revision(UUID serviceId, UUID revisionId) {
        database.sql("update canary set revision_id = :revision where service_id = :service")
                .param("service", serviceId)
                .param("revision", revisionId)
                .update();
    }

    public void over(UUID serviceId) {
        database.sql("delete from canary where service_id = :service")
                .param("service", serviceId)
                .update();
    }
}
