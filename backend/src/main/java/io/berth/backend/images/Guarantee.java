package io.berth.backend.images;

import io.berth.backend.services.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far back a service can go, and how fast.
 *
 * @param revisions those that were sealed, the newest first
 * @param window how many of the newest successful revisions are promised to stay within reach
 * @param checkedAt when the oldest of these facts was learned; null if none is known
 */
public record Guarantee(
        List<RevisionReach> revisions, int window, @Nullable Instant checkedAt) {

    /**
     * @param promised whether it is within the window: its image is never cleaned up
     * @param problem what the registry said if it does not have it or does not answer; null otherwise
     */
    public record RevisionReach(
            Revision revision,
            Reach reach,
            boolean promised,
            @Nullable String problem) {}

    public long onNodes() {
        return count(Reach.ON_NODES);
    }

    public long inRegistry() {
        return count(Reach.IN_REGISTRY);
    }

    public long lost() {
        return count(Reach.LOST);
    }

    public long unknown() {
        return count(Reach.UNKNOWN);
    }

    private long count(Reach reach) {
        return revisions.stream().filter(r -> r.reach() == reach).count();
    }
}
