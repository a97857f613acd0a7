package io.berth.backend.services;

import java.time.InstantSource;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes revisions, numbered in the order in which they are made. The service is held meanwhile. */
@Component
class Revisions {

    private final RevisionRepository rows;
    private final InstantSource clock;

    Revisions(RevisionRepository rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    RevisionEntity add(UUID serviceId, ServiceDefinition definition, String note, String by) {
        int number = rows.lastNumber(serviceId) + 1;
        return rows.saveAndFlush(
                new RevisionEntity(UUID.randomUUID(), serviceId, number, definition, note, by, clock.instant()));
    }
}
