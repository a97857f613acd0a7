package io.berth.backend.platform;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants as parameters of SQL statements: the driver wants an offset. */
public final class Timestamps {

    private Timestamps() {}

    public static OffsetDateTime sql(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
