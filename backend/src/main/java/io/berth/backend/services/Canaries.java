package io.berth.backend.services;

import io.berth.backend.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        return Optional.ofNullable(of(Set.of(serviceId)).get(serviceId));
    }

    /** By service; those without a canary have no entry. */
    @Transactional(readOnly = true)
    public Map<UUID, Canary> of(Set<UUID> serviceIds) {
        return serviceIds.isEmpty()
                ? Map.of()
                : database
                        .sql("select * from canary where service_id in (:services)")
                        .param("services", serviceIds)
                        .query(Canaries::canary)
                        .stream()
                        .collect(Collectors.toMap(Canary::service, Function.identity()));
    }

    private static Canary canary(ResultSet row, int number) throws SQLException {
        return new Canary(
                row.getObject("service_id", UUID.class),
                row.getObject("revision_id", UUID.class),
                row.getInt("percent"),
                row.getInt("containers"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
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
