package io.berth.backend.balancing;

import io.berth.protocol.BalancerSetup.Counters;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What all balancers together have counted. */
@Component
@Transactional(readOnly = true)
public class CountedRequests {

    private final JdbcClient database;

    CountedRequests(JdbcClient database) {
        this.database = database;
    }

    /** For each revision of a service what was counted at those of its containers that are there. */
    public Map<UUID, Counters> byRevision(UUID service) {
        Map<UUID, Counters> counted = new HashMap<>();
        database.sql("""
                        select c.revision_id, sum(b.requests) as requests, sum(b.errors) as errors,
                               sum(b.retries) as retries, sum(b.server_errors) as server_errors
                          from balanced_container b join container c on c.id = b.container_id
                         where c.service_id = :service and c.phase <> 'REMOVED'
                         group by c.revision_id""").param("service", service).query(row -> {
            counted.put(
                    row.getObject("revision_id", UUID.class),
                    new Counters(
                            row.getLong("requests"),
                            row.getLong("errors"),
                            row.getLong("retries"),
                            row.getLong("server_errors")));
        });
        return counted;
    }
}
