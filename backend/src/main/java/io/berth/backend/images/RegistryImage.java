package io.berth.backend.images;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a registry last said of an image.
 *
 * @param problem why it is lost or not known, in words for people; null if it is there
 */
record RegistryImage(State state, @Nullable String problem, Instant checkedAt) {

    enum State {
        THERE,
        LOST,
        UNKNOWN
    }
}
