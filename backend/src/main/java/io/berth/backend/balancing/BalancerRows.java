package io.berth.backend.balancing;

import io.berth.backend.platform.Timestamps;
import io.berth.backend.services.ServiceDefinition;
import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What balancers were told and what they answered, as rows. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class BalancerRows {

    private static final String RUNNING = """
            select c.id, c.team_id, c.node_id, c.service_id, c.revision_id, s.name as service_name, c.name, c.gate,
                   c.stopped_on_purpose
              from container c
              join revision r on r.id = c.revision_id
              join service s on s.id = c.service_id
             where c.phase = 'RUNNING' and r.definition ->> 'image' = '""" + ServiceDefinition.BALANCER_IMAGE + "'";

    private final JdbcClient database;

    BalancerRows(JdbcClient database) {
        this.database = database;
    }

    List<RunningBalancer> running() {
        return database.sql(RUNNING).query(BalancerRows::balancer).list();
    }

    List<RunningBalancer> running(UUID team) {
        return database.sql(RUNNING + " and c.team_id = :team")
                .param("team", team)
                .query(BalancerRows::balancer)
                .list();
    }

    void register(UUID balancer, UUID team) {
        database.sql("""
                        insert into balancer (container_id, team_id) values (:balancer, :team)
                        on conflict (container_id) do nothing""").param("balancer", balancer).param("team", team).update();
    }

    /** Which services the balancer was last found to pass requests on to; empty before it was first looked at. */
    Optional<Set<UUID>> routed(UUID balancer) {
        return database.sql("select routed from balancer where container_id = :balancer and routed is not null")
                .param("balancer", balancer)
                .query((row, _) -> Set.of(Wire.read(row.getString("routed"), UUID[].class)))
                .optional();
    }

    void planned(UUID balancer, Collection<UUID> routed, List<String> problems) {
        database.sql("""
                        update balancer set routed = :routed::jsonb, problems = :problems::jsonb
                         where container_id = :balancer""")
                .param("balancer", balancer)
                .param("routed", Wire.write(List.copyOf(routed)))
                .param("problems", Wire.write(problems))
                .update();
    }

    /** @param problem why it does not run what it was told; null if it does */
    void answered(UUID balancer, Instant now, @Nullable String problem) {
        database.sql("""
                        update balancer set problem = :problem, configured_at = coalesce(:configured, configured_at)
                         where container_id = :balancer""")
                .param("balancer", balancer)
                .param("problem", problem)
                .param("configured", problem == null ? Timestamps.sql(now) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    List<Balanced> at(UUID balancer) {
        return database.sql("select * from balanced_container where balancer_id = :balancer")
                .param("balancer", balancer)
                .query(BalancerRows::balanced)
                .list();
    }

    /** What was last read of each container's counters. */
    Map<UUID, Counters> counted(UUID balancer) {
        Map<UUID, Counters> counted = new HashMap<>();
        database.sql("select * from balanced_container where balancer_id = :balancer")
                .param("balancer", balancer)
                .query(row -> {
                    counted.put(row.getObject("container_id", UUID.class), counters(row));
                });
        return counted;
    }

    List<Balanced> of(Collection<UUID> containers) {
        return containers.isEmpty()
                ? List.of()
                : database.sql("select * from balanced_container where container_id in (:containers)")
                        .param("containers", containers)
                        .query(BalancerRows::balanced)
                        .list();
    }

    Optional<BalancerView> view(UUID balancer) {
        return database.sql("select * from balancer where container_id = :balancer")
                .param("balancer", balancer)
                .query((row, _) -> new BalancerView(
                        balancer,
                        instant(row, "configured_at").orElse(null),
                        row.getString("problem"),
                        List.of(Wire.read(row.getString("problems"), String[].class)),
                        servers(balancer)))
                .optional();
    }

    private List<BalancerView.Server> servers(UUID balancer) {
        return database.sql("""
                        select b.*, c.slot, c.service_id, s.name, r.number
                          from balanced_container b
                          join container c on c.id = b.container_id
                          join service s on s.id = c.service_id
                          join revision r on r.id = c.revision_id
                         where b.balancer_id = :balancer
                         order by s.name, c.slot, c.created_at""")
                .param("balancer", balancer)
                .query((row, _) -> new BalancerView.Server(
                        row.getObject("container_id", UUID.class),
                        row.getObject("service_id", UUID.class),
                        row.getString("name") + "-" + row.getInt("slot"),
                        row.getInt("number"),
                        state(row),
                        row.getString("found"),
                        row.getLong("sessions"),
                        counters(row)))
                .list();
    }

    private static Counters counters(ResultSet row) throws SQLException {
        return new Counters(
                row.getLong("requests"), row.getLong("errors"), row.getLong("retries"), row.getLong("server_errors"));
    }

    private static BalancerView.State state(ResultSet row) throws SQLException {
        if (row.getBoolean("draining")) {
            return BalancerView.State.DRAINING;
        }
        return row.getObject("serving_since") == null ? BalancerView.State.JOINING : BalancerView.State.SERVING;
    }

    void tell(UUID balancer, UUID container, Instant now) {
        database.sql("""
                        insert into balanced_container (balancer_id, container_id, told_at)
                        values (:balancer, :container, :now) on conflict do nothing""")
                .param("balancer", balancer)
                .param("container", container)
                .param("now", Timestamps.sql(now))
                .update();
    }

    /** @return whether anything of it is different now */
    boolean seen(Balanced now, Counters counters) {
        return database.sql("""
                        update balanced_container
                           set told_at = :told, answered_at = :answered, serving_since = :serving,
                               draining = :draining, found = :found, sessions = :sessions,
                               requests = :requests, errors = :errors, retries = :retries,
                               server_errors = :serverErrors
                         where balancer_id = :balancer and container_id = :container
                           and (told_at, answered_at, serving_since, draining, found, sessions,
                                requests, errors, retries, server_errors)
                               is distinct from
                               (:told, :answered, :serving, :draining, :found, :sessions,
                                :requests, :errors, :retries, :serverErrors)""")
                        .param("balancer", now.balancer())
                        .param("container", now.container())
                        .param("told", Timestamps.sql(now.told()))
                        .param(
                                "answered",
                                now.answered() == null ? null : Timestamps.sql(now.answered()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "serving",
                                now.serving() == null ? null : Timestamps.sql(now.serving()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("draining", now.draining())
                        .param("found", now.found())
                        .param("sessions", now.sessions())
                        .param("requests", counters.requests())
                        .param("errors", counters.errors())
                        .param("retries", counters.retries())
                        .param("serverErrors", counters.serverErrors())
                        .update()
                > 0;
    }

    /** Whatever balancers said of it before does not count any more. */
    void toldAnew(UUID container, Instant now) {
        database.sql("""
                        update balanced_container
                           set told_at = :now, answered_at = null, serving_since = null, draining = false
                         where container_id = :container""")
                .param("container", container)
                .param("now", Timestamps.sql(now))
                .update();
    }

    /** What balancers that are gone were told. */
    void forgetRemoved() {
        database.sql("""
                        delete from balancer b using container c
                         where c.id = b.container_id and c.phase = 'REMOVED'""").update();
    }

    void gone(UUID balancer, UUID container) {
        database.sql("delete from balanced_container where balancer_id = :balancer and container_id = :container")
                .param("balancer", balancer)
                .param("container", container)
                .update();
    }

    private static RunningBalancer balancer(ResultSet row, int number) throws SQLException {
        return new RunningBalancer(
                row.getObject("id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("node_id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getObject("revision_id", UUID.class),
                row.getString("service_name"),
                row.getString("name"),
                "PASSED".equals(row.getString("gate")),
                row.getBoolean("stopped_on_purpose"));
    }

    private static Balanced balanced(ResultSet row, int number) throws SQLException {
        return new Balanced(
                row.getObject("balancer_id", UUID.class),
                row.getObject("container_id", UUID.class),
                instant(row, "told_at").orElseThrow(),
                instant(row, "answered_at").orElse(null),
                instant(row, "serving_since").orElse(null),
                row.getBoolean("draining"),
                row.getString("found"),
                row.getLong("sessions"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
