package io.berth.backend.images;

import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image as it was last seen on a node, or found missing there.
 *
 * @param key its {@link ImageKey}
 * @param pulledAt when Berth itself brought it; null if it was there before, or was brought by somebody else
 * @param bytes null until looked at
 */
record NodeImage(
        UUID node,
        String key,
        PinnedImage image,
        boolean present,
        @Nullable Instant pulledAt,
        @Nullable Long bytes,
        Instant checkedAt) {

    /** Repository and tag; for an image of which only the digest is known by people, that is enough of a name too. */
    String name() {
        return image.reference();
    }
}
