package io.berth.backend.deployments;

import io.berth.backend.deployments.DeploymentDetails.KeptLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the last lines of a container that failed, or that another one has replaced. */
@Component
public class KeptLogs {

    private final JdbcClient database;

    KeptLogs(JdbcClient database) {
        this.database = database;
    }

    /** Empty if nothing of it was kept, or if the team has no such container. */
    @Transactional(readOnly = true)
    public Optional<KeptLog> of(UUID teamId, UUID containerId) {
        return database.sql("""
                        select c.id, s.name || '-' || c.slot as name, c.slot, r.number, c.failure, l.kept_at, l.text
                          from container_log l
                          join container c on c.id = l.container_id
                          join service s on s.id = c.service_id
                          join revision r on r.id = c.revision_id
                         where c.team_id = ? and c.id = ?
                        """)
                .params(teamId, containerId)
                .query((row, _) -> log(row))
                .optional();
    }

    private static KeptLog log(ResultSet row) throws SQLException {
        return new KeptLog(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getInt("slot"),
                row.getInt("number"),
                row.getString("failure") != null,
                row.getTimestamp("kept_at").toInstant(),
                row.getString("text"));
    }
}
