package io.berth.backend.deployments;

import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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
 * @param rollBackBy who asked to go back; null if nobody did
 * @param course in which direction it moves
 * @param turned why it does not move forward any more; null while it does
 * @param paused why nothing more is replaced for now; null if that is not so
 * @param rollout the strategy by which it replaces containers
 * @param slots the slots that it is about; empty means all
 * @param ahead how many deployments of the service come before it, while it is queued
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
        @Nullable String rollBackBy,
        Course course,
        @Nullable String turned,
        @Nullable String paused,
        Rollout rollout,
        Set<Integer> slots,
        int ahead,
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

    /** Why it returns to what ran before; null if it does not. */
    public @Nullable String goingBack() {
        return course == Course.BACK ? turned : null;
    }

    /** Whether it can be cancelled: it has not ended, and nobody has asked for that yet. */
    public boolean cancellable() {
        return !state.ended() && cancelledBy == null;
    }

    /** Whether it can be told to return to what ran before. */
    public boolean canRollBack() {
        return begun() && course == Course.FORWARD && operation.replaces() && cancelledBy == null && rollBackBy == null;
    }

    public boolean canPause() {
        return state == DeploymentState.RUNNING
                && course == Course.FORWARD
                && operation.replaces()
                && cancelledBy == null
                && rollBackBy == null;
    }

    public boolean canResume() {
        return state == DeploymentState.PAUSED && cancelledBy == null && rollBackBy == null;
    }

    private boolean begun() {
        return state == DeploymentState.RUNNING || state == DeploymentState.PAUSED;
    }

    /** Between 0 and 100. */
    public int percent() {
        if (state == DeploymentState.SUCCEEDED) {
            return 100;
        }
        return total == 0 ? 0 : Math.min(99, done * 100 / total);
    }
}
