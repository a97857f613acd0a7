package io.berth.backend.api;

import io.berth.backend.services.Revision;
import io.berth.protocol.PinnedImage;
import org.jspecify.annotations.Nullable;

/** Which image a revision is pinned to. */
public final class ExactImage {

    private ExactImage() {}

    /** Its digest, or its id where no registry knows it; null until the revision was first deployed. */
    public static @Nullable String of(Revision revision) {
        PinnedImage image = revision.image();
        if (image == null) {
            return null;
        }
        return image.digest() == null ? image.imageId() : image.digest();
    }

    /** Whether no registry vouches for it; null while nothing is known. */
    public static @Nullable Boolean localOnly(Revision revision) {
        return revision.image() == null ? null : revision.image().localOnly();
    }
}
