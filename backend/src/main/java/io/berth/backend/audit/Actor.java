package io.berth.backend.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who or what does something.
 *
 * @param userId null if it is no user
 */
public record Actor(@Nullable UUID userId, String name) {

    /** The platform itself. */
    public static final Actor BERTH = new Actor(null, "Berth");
}
