package io.berth.backend.balancing.certificates;

import io.berth.backend.balancing.CertificateView;
import io.berth.backend.balancing.config.Issued;
import io.berth.backend.platform.Sealer;
import io.berth.backend.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Certificates, and who wants them, as rows. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CertificateRows {

    private static final String BALANCERS = """
            (certificate_wanted w
              join balancer b on b.container_id = w.balancer_id
              join container c on c.id = w.balancer_id and c.phase = 'RUNNING' and not c.stopped_on_purpose)""";

    private static final String WANT_IT = "b.team_id = cert.team_id and w.host = cert.host";
    private static final String WITH_BALANCERS = "certificate cert join " + BALANCERS + " on " + WANT_IT;

    private final JdbcClient database;
    private final Sealer sealer;

    CertificateRows(JdbcClient database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    Issued issued(UUID team, Instant now) {
        Map<String, String> certificates = new HashMap<>();
        Map<String, String> answers = new HashMap<>();
        database.sql("select * from certificate where team_id = :team")
                .param("team", team)
                .query((row, _) -> {
                    String chain = row.getString("chain");
                    if (chain != null) {
                        certificates.put(row.getString("host"), sealer.open(row.getString("sealed_key")) + chain);
                    }
                    boolean claimed =
                            instant(row, "claimed_until").filter(now::isBefore).isPresent();
                    if (claimed && row.getString("token") != null) {
                        answers.put(row.getString("token"), row.getString("answer"));
                    }
                    return row.getString("host");
                })
                .list();
        return new Issued(certificates, answers);
    }

    Set<String> wantedBy(UUID balancer) {
        return database.sql("select host from certificate_wanted where balancer_id = :balancer")
                .param("balancer", balancer)
                .query((row, _) -> row.getString(1))
                .set();
    }

    /** Somebody has just begun to want it, perhaps after mending what was wrong: that is worth a try before its time. */
    void want(UUID balancer, UUID team, String host, Instant now) {
        database.sql("insert into certificate_wanted (balancer_id, host) values (:balancer, :host)"
                        + " on conflict do nothing")
                .param("balancer", balancer)
                .param("host", host)
                .update();
        database.sql("""
                        insert into certificate as c (id, team_id, host, next_try_at, created_at)
                        values (:id, :team, :host, :now, :now)
                        on conflict (team_id, host) do update set next_try_at = least(c.next_try_at, :now)
                         where c.problem is not null""")
                .param("id", UUID.randomUUID())
                .param("team", team)
                .param("host", host)
                .param("now", Timestamps.sql(now))
                .update();
    }

    void wantNoMore(UUID balancer, String host) {
        database.sql("delete from certificate_wanted where balancer_id = :balancer and host = :host")
                .param("balancer", balancer)
                .param("host", host)
                .update();
    }

    /** The balancer answers those tokens by now, and no others. */
    void loaded(UUID balancer, Collection<String> tokens) {
        database.sql("""
                        update certificate_wanted w set loaded = cert.token
                          from certificate cert, balancer b
                         where w.balancer_id = :balancer and b.container_id = w.balancer_id
                           and cert.team_id = b.team_id and cert.host = w.host
                           and cert.token in (:tokens) and w.loaded is distinct from cert.token""").param("balancer", balancer).param("tokens", tokens).update();
    }

    /** One that is wanted and due, and that nobody else orders. */
    Optional<Claim> claim(Instant now, Instant until) {
        return database.sql("""
                        update certificate set claimed_until = :until, token = null, answer = null
                         where id = (select cert.id from certificate cert
                                      where cert.next_try_at <= :now
                                        and (cert.claimed_until is null or cert.claimed_until <= :now)
                                        and exists (select 1 from %s where %s)
                                      order by cert.next_try_at limit 1
                                        for update of cert skip locked)
                        returning id, team_id, host, failures""".formatted(BALANCERS, WANT_IT))
                .param("now", Timestamps.sql(now))
                .param("until", Timestamps.sql(until))
                .query((row, _) -> new Claim(
                        row.getObject("id", UUID.class),
                        row.getObject("team_id", UUID.class),
                        row.getString("host"),
                        row.getInt("failures"),
                        until))
                .optional();
    }

    boolean answer(Claim claim, String token, String answer) {
        return database.sql("""
                        update certificate set token = :token, answer = :answer
                         where id = :id and claimed_until = :until""")
                        .param("token", token)
                        .param("answer", answer)
                        .param("id", claim.certificate())
                        .param("until", Timestamps.sql(claim.until()))
                        .update()
                > 0;
    }

    /** For each balancer that is to answer the token, whether it does. */
    List<Boolean> answering(Claim claim, String token) {
        return database.sql("""
                        select coalesce(w.loaded = :token, false) from %s where cert.id = :id""".formatted(WITH_BALANCERS))
                .param("token", token)
                .param("id", claim.certificate())
                .query((row, _) -> row.getBoolean(1))
                .list();
    }

    void issued(Claim claim, Certified certified) {
        database.sql("""
                        update certificate
                           set chain = :chain, sealed_key = :key, issuer = :issuer, not_after = :notAfter, failures = 0,
                               problem = null, next_try_at = :next, claimed_until = null, token = null, answer = null
                         where id = :id and claimed_until = :until""")
                .param("chain", certified.chain())
                .param("key", sealer.seal(certified.key()))
                .param("issuer", certified.issuer())
                .param("notAfter", Timestamps.sql(certified.notAfter()))
                .param("next", Timestamps.sql(Timetable.renewal(certified.notBefore(), certified.notAfter())))
                .param("id", claim.certificate())
                .param("until", Timestamps.sql(claim.until()))
                .update();
    }

    void failed(Claim claim, String problem, Instant nextTry) {
        database.sql("""
                        update certificate
                           set failures = :failures, problem = :problem, next_try_at = :next, claimed_until = null,
                               token = null, answer = null
                         where id = :id and claimed_until = :until""")
                .param("failures", claim.failures() + 1)
                .param("problem", problem)
                .param("next", Timestamps.sql(nextTry))
                .param("id", claim.certificate())
                .param("until", Timestamps.sql(claim.until()))
                .update();
    }

    /** The services whose balancers want it. */
    List<UUID> balancersOf(Claim claim) {
        return database.sql("select distinct c.service_id from " + WITH_BALANCERS + " where cert.id = :id")
                .param("id", claim.certificate())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    List<CertificateView> views(UUID team, UUID service, Instant now) {
        return database.sql("select distinct cert.* from " + WITH_BALANCERS
                        + " where cert.team_id = :team and c.service_id = :service order by cert.host")
                .param("team", team)
                .param("service", service)
                .query((row, _) -> view(row, now))
                .list();
    }

    private static CertificateView view(ResultSet row, Instant now) throws SQLException {
        Instant nextTry = instant(row, "next_try_at").orElseThrow();
        String problem = row.getString("problem");
        boolean underWay = instant(row, "claimed_until").filter(now::isBefore).isPresent();
        @Nullable String issuer = row.getString("issuer");
        CertificateView.State state = problem != null
                ? CertificateView.State.FAILED
                : issuer == null || underWay ? CertificateView.State.BEING_ORDERED : CertificateView.State.AUTOMATIC;
        return new CertificateView(
                row.getString("host"),
                state,
                issuer,
                instant(row, "not_after").orElse(null),
                problem,
                underWay ? null : nextTry);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
