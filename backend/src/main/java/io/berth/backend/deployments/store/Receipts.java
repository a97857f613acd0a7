package io.berth.backend.deployments.store;

import io.berth.backend.audit.Changed;
import io.berth.backend.balancing.RequestsCounted;
import io.berth.backend.deployments.ReceiptLine;
import io.berth.backend.deployments.ReceiptLine.Side;
import io.berth.protocol.BalancerSetup.Counters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds what balancers count to the deployment that is at work on the service. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Receipts {

    private final JdbcClient database;
    private final ApplicationEventPublisher news;

    Receipts(JdbcClient database, ApplicationEventPublisher news) {
        this.database = database;
        this.news = news;
    }

    @EventListener
    void on(RequestsCounted counted) {
        atWork(counted.serviceId()).ifPresent(deployment -> {
            // In the order of the sides, so that two balancers never wait for each other.
            Map<Side, Counters> bySide = new TreeMap<>();
            counted.more()
                    .forEach((container, more) -> bySide.merge(side(deployment, container), more, Counters::plus));
            bySide.forEach((side, more) -> add(deployment.id(), side, more));
            news.publishEvent(new Changed(deployment.team(), "deployment-" + deployment.id()));
        });
    }

    List<ReceiptLine> of(UUID deployment) {
        return database.sql("select * from receipt_line where deployment_id = :deployment order by side desc")
                .param("deployment", deployment)
                .query((row, _) -> new ReceiptLine(
                        Side.valueOf(row.getString("side")),
                        new Counters(
                                row.getLong("requests"),
                                row.getLong("errors"),
                                row.getLong("retries"),
                                row.getLong("server_errors"))))
                .list();
    }

    private Optional<AtWork> atWork(UUID service) {
        return database.sql("""
                        select id, team_id, revision_id from deployment
                         where service_id = :service and state in ('RUNNING', 'PAUSED')""")
                .param("service", service)
                .query((row, _) -> new AtWork(
                        row.getObject("id", UUID.class),
                        row.getObject("team_id", UUID.class),
                        row.getObject("revision_id", UUID.class)))
                .optional();
    }

    private Side side(AtWork deployment, UUID container) {
        return database.sql("""
                        select 1 from container
                         where id = :container and deployment_id = :deployment and revision_id = :revision""")
                        .param("container", container)
                        .param("deployment", deployment.id())
                        .param("revision", deployment.revision())
                        .query(Integer.class)
                        .optional()
                        .isPresent()
                ? Side.NEW
                : Side.OLD;
    }

    private void add(UUID deployment, Side side, Counters more) {
        database.sql("""
                        insert into receipt_line as l (deployment_id, side, requests, errors, retries, server_errors)
                        values (:deployment, :side, :requests, :errors, :retries, :serverErrors)
                        on conflict (deployment_id, side) do update
                           set requests = l.requests + excluded.requests,
                               errors = l.errors + excluded.errors,
                               retries = l.retries + excluded.retries,
                               server_errors = l.server_errors + excluded.server_errors""")
                .param("deployment", deployment)
                .param("side", side.name())
                .param("requests", more.requests())
                .param("errors", more.errors())
                .param("retries", more.retries())
                .param("serverErrors", more.serverErrors())
                .update();
    }

    private record AtWork(UUID id, UUID team, UUID revision) {}
}
