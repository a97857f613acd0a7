package io.berth.backend.nodes;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.Installation;
import io.berth.protocol.Enrolment;
import jakarta.persistence.EntityManager;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How hosts become nodes and keep being them. */
@Component
@Transactional
class Enrolments {

    private static final int LONGEST_NAME = 63;

    private final EntityManager entities;
    private final NodeRepository rows;
    private final JoinTokens tokens;
    private final CertificateAuthority authority;
    private final Installation installation;
    private final JdbcClient database;
    private final Audit audit;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Enrolments(
            EntityManager entities,
            NodeRepository rows,
            JoinTokens tokens,
            CertificateAuthority authority,
            Installation installation,
            JdbcClient database,
            Audit audit,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.entities = entities;
        this.rows = rows;
        this.tokens = tokens;
        this.authority = authority;
        this.installation = installation;
        this.database = database;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Makes a node of a host that has a join token.
     *
     * @return empty if the token is unknown or has expired
     * @throws IllegalArgumentException if the certificate request is none
     */
    Optional<Enrolment.Response> enrol(Enrolment.Request request) {
        return tokens.grant(request.secret()).map(grant -> {
            PublicKey key = Pem.readRequestedKey(request.certificateRequest());
            UUID id = UUID.randomUUID();
            X509Certificate certificate = authority.issueForNode(id, key);
            String name = freeName(request.nodeName());
            entities.persist(new NodeEntity(
                    id, grant.teamId(), name, NodeCertificate.of(certificate).serial(), clock.instant()));
            audit.record(grant.teamId(), Actor.BERTH, "join", "node", id, name);
            news.publishEvent(new Changed(grant.teamId(), "nodes"));
            return response(id, certificate);
        });
    }

    /**
     * A new certificate for a node that has one. The old one works until the new one is used for the first time: the answer
     * may not arrive.
     *
     * @return empty if the node was removed
     */
    Optional<Enrolment.Response> renew(NodeCertificate present, Enrolment.Renewal request) {
        return rows.lock(present.nodeId())
                .filter(node -> node.knowsSerial(present.serial()))
                .map(node -> {
                    PublicKey key = Pem.readRequestedKey(request.certificateRequest());
                    X509Certificate certificate = authority.issueForNode(node.id(), key);
                    node.usedSerial(present.serial());
                    node.renew(NodeCertificate.of(certificate).serial());
                    return response(node.id(), certificate);
                });
    }

    private Enrolment.Response response(UUID node, X509Certificate certificate) {
        return new Enrolment.Response(
                node, installation.id(), Pem.write(certificate), Pem.write(authority.certificate()));
    }

    /** The host's own name in a form fit for addresses, with a number behind it if it is taken. */
    private String freeName(String wanted) {
        // Two hosts of one name may join at the same time.
        database.sql("lock table node in share row exclusive mode").update();
        String stem =
                wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-").replaceAll("^[.-]+", "");
        stem = stem.substring(0, Math.min(stem.length(), LONGEST_NAME)).replaceAll("[.-]+$", "");
        if (stem.isEmpty()) {
            stem = "node";
        }
        String name = stem;
        for (int next = 2; rows.existsByNameAndRemovedAtIsNull(name); next++) {
            String suffix = "-" + next;
            name = stem.substring(0, Math.min(stem.length(), LONGEST_NAME - suffix.length())) + suffix;
        }
        return name;
    }
}
