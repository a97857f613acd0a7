package io.berth.backend.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that people may be looking at has changed. Published inside the transaction that changes it: listen after the
 * commit.
 *
 * @param teamId null concerns every team
 * @param topic such as {@code services} or {@code service-<id>}
 */
public record Changed(@Nullable UUID teamId, String topic) {}
