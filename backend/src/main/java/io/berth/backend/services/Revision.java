package io.berth.backend.services;

import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A numbered definition of a service. It never changes; when it is first deployed it is sealed: its image is pinned.
 *
 * @param image null until sealed
 * @param facts what the image declares; null until it was first pulled
 * @param seal the fingerprint of the whole: definition and exact image; null until sealed
 * @param succeededAt when a deployment of it last succeeded; null if none did
 * @param note why it exists, such as {@code edited} or {@code tag now means another image}
 */
public record Revision(
        UUID id,
        UUID serviceId,
        int number,
        ServiceDefinition definition,
        String hash,
        @Nullable PinnedImage image,
        @Nullable ImageFacts facts,
        String note,
        String createdBy,
        Instant createdAt,
        @Nullable String seal,
        @Nullable Instant succeededAt) {}
