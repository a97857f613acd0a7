package io.berth.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One exact image.
 *
 * @param reference repository and tag as the person wrote it
 * @param digest {@code sha256:…} of the manifest in the registry; null if the image is <em>local only</em>
 * @param imageId {@code sha256:…} of the image's configuration on the engine; known for local only images
 */
public record PinnedImage(
        String reference, @Nullable String digest, @Nullable String imageId) {

    public PinnedImage {
        if (digest == null && imageId == null) {
            throw new IllegalArgumentException("an image is pinned by its digest or its id: " + reference);
        }
    }

    /** True if no registry vouches for this image: it exists on one engine alone. */
    public boolean localOnly() {
        return digest == null;
    }
}
