package io.berth.backend.deployments;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a service's history.
 *
 * @param number counts the service's deployments, from 1
 * @param revision the revision that is deployed
 * @param fromRevision the revision that ran before; null for a first deployment
 * @param tag the tag that is deployed
 * @param digest the digest or image id that the tag was resolved to; null until resolved
 * @param fromTag the tag that ran before
 * @param fromDigest what that was resolved to
 * @param requestedAs who or what asked
 * @param cancelledBy who asked to end it; null if nobody did
 * @param goingBack why it returns to what ran before; null while it goes forward
 * @param waitingFor what it waits for that a person may have to mend; null if nothing
 * @param message how it ended
 * @param done how many slots are as they should be
 * @param total how many slots there are
 */
public record Deployment(
        UUID id,
        UUID teamId,
        UUID serviceId,
        String serviceName,
        int number,
        Operation operation,
        DeploymentState state,
        int revision,
        @Nullable Integer fromRevision,
        String image,
        String tag,
        @Nullable String digest,
        @Nullable String fromTag,
        @Nullable String fromDigest,
        String requestedAs,
        @Nullable String cancelledBy,
        @Nullable String goingBack,
        @Nullable String waitingFor,
        @Nullable String message,
        int done,
        int total,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How long it took, or has taken so far. */
    public Duration duration(Instant now) {
        Instant from = startedAt == null ? createdAt : startedAt;
        return Duration.between(from, finishedAt == null ? now : finishedAt);
    }

    /** Whether it can be cancelled: it has not ended, and is not going back already. */
    public boolean cancellable() {
        return !state.ended() && goingBack == null && cancelledBy == null;
    }

    /** Between 0 and 100. */
    public int percent() {
        if (state == DeploymentState.SUCCEEDED) {
            return 100;
        }
        return total == 0 ? 0 : Math.min(99, done * 100 / total);
    }
}
