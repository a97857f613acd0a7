package io.berth.backend.audit;

import io.berth.backend.platform.Timestamps;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The record of who did what. Entries are only ever added, in the transaction of what they tell of. */
@Component
public class Audit {

    private final EntityManager entities;
    private final JdbcClient database;
    private final InstantSource clock;

    Audit(EntityManager entities, JdbcClient database, InstantSource clock) {
        this.entities = entities;
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param action such as {@code create} or {@code redeploy}
     * @param objectType such as {@code service}
     * @param detail one line for a person, without secrets
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            @Nullable UUID teamId,
            Actor actor,
            String action,
            String objectType,
            @Nullable UUID objectId,
            String detail) {
        // The team or user that the entry refers to may have been made in this transaction and not be written yet.
        entities.flush();
        database.sql("""
                        insert into audit_entry (team_id, at, actor_id, actor, action, object_type, object_id, detail)
                        values (:team, :at, :actorId, :actor, :action, :type, :object, :detail)""")
                .param("team", teamId)
                .param("at", Timestamps.sql(clock.instant()))
                .param("actorId", actor.userId())
                .param("actor", actor.name())
                .param("action", action)
                .param("type", objectType)
                .param("object", objectId)
                .param("detail", detail)
                .update();
    }
}
