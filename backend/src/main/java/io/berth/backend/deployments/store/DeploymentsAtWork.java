package io.berth.backend.deployments.store;

import io.berth.backend.images.RevisionsAtWork;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The revisions that deployments need until they are over. */
@Component
class DeploymentsAtWork implements RevisionsAtWork {

    private final JdbcClient database;

    DeploymentsAtWork(JdbcClient database) {
        this.database = database;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> ids() {
        return Set.copyOf(database.sql("""
                        with at_work as (
                            select revision_id, from_revision_id, baseline
                              from deployment where state in ('QUEUED', 'RUNNING', 'PAUSED'))
                        select revision_id as id from at_work
                        union select from_revision_id from at_work where from_revision_id is not null
                        union select (slot ->> 'revision')::uuid
                                from at_work, jsonb_array_elements(baseline) slot""")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }
}
