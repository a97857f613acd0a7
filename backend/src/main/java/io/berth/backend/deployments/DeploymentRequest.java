package io.berth.backend.deployments;

import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment is asked for.
 *
 * @param key the same key for the same service gives the same deployment again; null if asking twice means two
 * @param whenBusy what happens if another deployment of the service is not over
 * @param slots which slots are meant; empty means all
 * @param rollout the strategy; null means that of the revision
 */
public record DeploymentRequest(
        @Nullable String key,
        WhenBusy whenBusy,
        Set<Integer> slots,
        @Nullable Rollout rollout) {

    /** All slots, the revision's strategy, in its turn. */
    public static DeploymentRequest of(@Nullable String key) {
        return new DeploymentRequest(key, WhenBusy.QUEUE, Set.of(), null);
    }

    public DeploymentRequest whenBusy(WhenBusy choice) {
        return new DeploymentRequest(key, choice, slots, rollout);
    }

    public DeploymentRequest only(int slot) {
        return new DeploymentRequest(key, whenBusy, Set.of(slot), rollout);
    }

    DeploymentRequest only(Set<Integer> these) {
        return new DeploymentRequest(key, whenBusy, these, rollout);
    }

    public DeploymentRequest with(@Nullable Rollout strategy) {
        return new DeploymentRequest(key, whenBusy, slots, strategy);
    }

    /** What happens if another deployment of the service is not over. */
    public enum WhenBusy {
        /** It waits for its turn. */
        QUEUE,
        /** It takes the place of those that wait, and the one at work is cancelled. */
        SUPERSEDE,
        /** It is refused. */
        REFUSE
    }
}
