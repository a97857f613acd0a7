package io.berth.backend.volumes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tracked volume.
 *
 * @param serviceId the service that it belongs to, which may be terminated
 * @param name its name on the engine
 * @param sizeBytes null until first measured
 */
public record Volume(
        UUID id,
        UUID teamId,
        UUID serviceId,
        int slot,
        String path,
        UUID nodeId,
        String name,
        State state,
        long epoch,
        @Nullable Long sizeBytes,
        @Nullable Instant sizedAt,
        Instant createdAt) {

    /** What is known of the volume on its node. */
    public enum State {
        /** Promised to a container that is about to be made. */
        PLANNED,
        /** On its node. */
        CREATED,
        /** Was on its node, and is not there now: nothing is started in its place. */
        MISSING
    }
}
