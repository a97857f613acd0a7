package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.DeploymentState;
import java.time.Instant;
import java.util.UUID;

/** What is to be done next. Asking for the same step twice does no harm. */
public sealed interface Step {

    /** A step that an agent takes: it becomes a job, and its answer is waited for. */
    sealed interface Asked extends Step {}

    /** A step that is done by being recorded: more can be decided at once. */
    sealed interface Recorded extends Step {}

    /** Find out on that node which image the target's tag means now. */
    record ResolveImage(UUID node) implements Asked {}

    /** Bring the target's image to that node. */
    record PullImage(UUID node) implements Asked {}

    record CreateContainer(UUID container) implements Asked {}

    /** @param first whether it was never started before */
    record StartContainer(UUID container, boolean first) implements Asked {}

    record AwaitHealthy(UUID container) implements Asked {}

    record StopContainer(UUID container) implements Asked {}

    record RemoveContainer(UUID container) implements Asked {}

    /** Record a new container for a slot, with its volumes. */
    record PlanContainer(int slot, UUID node, UUID revision) implements Recorded {}

    /**
     * From now on the container gets nothing new to do; it is stopped when it has ended what it has begun, at the latest then.
     * Told again, the new time counts.
     */
    record DrainContainer(UUID container, Instant until) implements Recorded {}

    /** It stays after all: it gets requests like any other. */
    record ServeAgain(UUID container) implements Recorded {}

    /**
     * The slot is not brought to the target: it goes back to what it held before, and the others go on. What this deployment
     * has made in it is written off.
     */
    record GiveUpSlot(int slot, String why) implements Recorded {}

    /** Nothing more is replaced until a person decides. */
    record Pause(String why) implements Recorded {}

    /** From now on return to the baseline. Steps that are under way are no longer wanted, but for stops and removals. */
    record GoBack(String why) implements Recorded {}

    /** From now on only finish or undo what is half done. Likewise. */
    record Halt(String why) implements Recorded {}

    /** The deployment has ended. */
    record Finish(DeploymentState state, String message) implements Recorded {}
}
