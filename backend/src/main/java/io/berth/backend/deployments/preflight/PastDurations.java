package io.berth.backend.deployments.preflight;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks up in the book of jobs how long things took. */
@Component
@Transactional(readOnly = true)
public class PastDurations {

    private static final int RECENT = 20;

    private final JdbcClient database;

    PastDurations(JdbcClient database) {
        this.database = database;
    }

    public Durations of(UUID serviceId) {
        // Only what the container's own deployment did: it may have been stopped and started since.
        List<Duration> slots = query(serviceId, """
                select sum(j.finished_at - j.created_at) as took
                  from job j join container c on c.id = j.container_id and c.deployment_id = j.deployment_id
                 where c.service_id = :service and j.state = 'SUCCEEDED' and j.kind in ('CREATE', 'START', 'AWAIT')
                 group by c.id
                having count(distinct j.kind) = 3
                 order by max(j.finished_at) desc""");
        // The first pull of a revision brings the image, later ones find it there.
        List<Duration> pulls = query(serviceId, """
                select took from (
                    select distinct on (d.revision_id, j.node_id) j.finished_at, j.finished_at - j.created_at as took
                      from job j join deployment d on d.id = j.deployment_id
                     where d.service_id = :service and j.state = 'SUCCEEDED' and j.kind = 'PULL'
                     order by d.revision_id, j.node_id, j.created_at) first_pulls
                 order by finished_at desc""");
        return new Durations(slots, pulls);
    }

    private List<Duration> query(UUID serviceId, String took) {
        return database.sql("select (extract(epoch from took) * 1000)::bigint as millis from (" + took + " limit "
                        + RECENT + ") recent")
                .param("service", serviceId)
                .query((row, _) -> Duration.ofMillis(row.getLong("millis")))
                .list();
    }
}
