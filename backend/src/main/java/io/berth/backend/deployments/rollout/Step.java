package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.DeploymentState;
import java.util.UUID;

/** What is to be done next. Asking for the same step twice does no harm. */
public sealed interface Step {

    /** Find out on that node which image the target's tag means now. */
    record ResolveImage(UUID node) implements Step {}

    /** Bring the target's image to that node. */
    record PullImage(UUID node) implements Step {}

    /** Record a new container for a slot, with its volumes. */
    record PlanContainer(int slot, UUID node, UUID revision) implements Step {}

    record CreateContainer(UUID container) implements Step {}

    record StartContainer(UUID container) implements Step {}

    record AwaitHealthy(UUID container) implements Step {}

    record StopContainer(UUID container) implements Step {}

    record RemoveContainer(UUID container) implements Step {}

    /** From now on return to the baseline; answers that are still awaited no longer matter. */
    record GoBack(String why) implements Step {}

    /** The deployment has ended. */
    record Finish(DeploymentState state, String message) implements Step {}
}
