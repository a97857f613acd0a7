package io.berth.backend.services;

import io.berth.protocol.PinnedImage;
import java.util.UUID;

/**
 * A revision whose image is pinned, with no more than it takes to look after that image.
 *
 * @param latest whether it is its service's definition now
 * @param deployed whether it is in force
 * @param promised whether it is among its service's newest successful revisions
 */
public record SealedRevision(
        UUID teamId,
        UUID serviceId,
        String service,
        UUID revisionId,
        int number,
        PinnedImage image,
        boolean latest,
        boolean deployed,
        boolean promised) {}
