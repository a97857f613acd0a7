package io.berth.backend.deployments;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deployments of a team are looked for. What is null does not matter.
 *
 * @param idBegins the beginning of the id, in lower case
 * @param states empty means any
 * @param cancelling whether somebody asked to end it
 */
public record DeploymentSearch(
        @Nullable UUID id,
        @Nullable String idBegins,
        @Nullable UUID serviceId,
        Set<DeploymentState> states,
        @Nullable Boolean cancelling,
        Range created,
        Range finished) {

    /** Every deployment. */
    public static final DeploymentSearch ALL =
            new DeploymentSearch(null, null, null, Set.of(), null, Range.ANY, Range.ANY);

    /** A stretch of time, both ends included. */
    public record Range(@Nullable Instant from, @Nullable Instant to) {
        public static final Range ANY = new Range(null, null);
    }
}
