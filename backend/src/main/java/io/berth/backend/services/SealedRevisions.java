package io.berth.backend.services;

import io.berth.protocol.PinnedImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which exact images revisions name, of every team: for the platform's own use. There are many of them, and they are asked
 * for often, so no definition is read.
 */
@Component
@Transactional(readOnly = true)
public class SealedRevisions {

    private static final String IMAGE =
            "coalesce(r.image_reference, (r.definition ->> 'image') || ':' || (r.definition ->> 'tag')) as reference,"
                    + " r.image_digest, r.image_id";

    private static final String REVISION = """
            select s.team_id, s.id as service_id, s.name as service, r.id as revision_id, r.number,
                   r.number = s.latest_revision as latest,
                   coalesce(r.number = s.deployed_revision, false) as deployed,
                   r.succeeded_at is not null and r.nth_of_kind <= :window as promised,
            """ + IMAGE + """
              from service s
              join (select *,
                           row_number() over (partition by service_id order by number desc) as nth,
                           row_number() over (
                               partition by service_id, succeeded_at is not null order by number desc) as nth_of_kind
                      from revision
                     where sealed_at is not null) r on r.service_id = s.id
            """;

    private final JdbcClient database;

    SealedRevisions(JdbcClient database) {
        this.database = database;
    }

    /**
     * Of each service that is not terminated the newest ones, and whichever else is promised, latest or deployed; the newest
     * first within a service.
     *
     * @param perService how many of each service
     * @param window how many successful ones of each service are promised
     */
    public List<SealedRevision> newest(int perService, int window) {
        return database.sql(REVISION + """
                         where s.terminated_at is null
                           and (r.nth <= :perService
                                or r.number in (s.latest_revision, s.deployed_revision)
                                or (r.succeeded_at is not null and r.nth_of_kind <= :window))
                         order by s.team_id, s.name, r.number desc""")
                .param("perService", perService)
                .param("window", window)
                .query(SealedRevisions::revision)
                .list();
    }

    /** Those of these revisions that are sealed, terminated services included. */
    public List<SealedRevision> byId(Set<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.sql(REVISION + " where r.id in (:ids)")
                        .param("ids", ids)
                        .param("window", 0)
                        .query(SealedRevisions::revision)
                        .list();
    }

    /** What the containers on a node were made from, or are about to be. */
    public List<ContainerImage> ofContainersOn(UUID nodeId) {
        return database.sql("select c.team_id, s.name || '-' || c.slot as container, " + IMAGE + """
                          from container c
                          join service s on s.id = c.service_id
                          join revision r on r.id = c.revision_id
                         where c.node_id = :node and c.phase <> 'REMOVED' and r.sealed_at is not null
                         order by container""")
                .param("node", nodeId)
                .query((row, _) -> new ContainerImage(
                        row.getObject("team_id", UUID.class), row.getString("container"), image(row)))
                .list();
    }

    /** Every image that a revision of the team ever named. */
    public List<PinnedImage> imagesOf(UUID teamId) {
        return database.sql("select distinct " + IMAGE + """
                          from revision r join service s on s.id = r.service_id
                         where s.team_id = :team and r.sealed_at is not null""")
                .param("team", teamId)
                .query((row, _) -> image(row))
                .list();
    }

    private static SealedRevision revision(ResultSet row, int number) throws SQLException {
        return new SealedRevision(
                row.getObject("team_id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getString("service"),
                row.getObject("revision_id", UUID.class),
                row.getInt("number"),
                image(row),
                row.getBoolean("latest"),
                row.getBoolean("deployed"),
                row.getBoolean("promised"));
    }

    private static PinnedImage image(ResultSet row) throws SQLException {
        @Nullable String digest = row.getString("image_digest");
        return new PinnedImage(row.getString("reference"), digest, row.getString("image_id"));
    }

    /** @param container service and slot, such as {@code web-1} */
    public record ContainerImage(UUID teamId, String container, PinnedImage image) {}
}
