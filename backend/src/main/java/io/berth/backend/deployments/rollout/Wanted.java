package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import java.util.UUID;

/** What a slot is to hold when the deployment has done its work. */
sealed interface Wanted {

    /** A healthy container of that revision, made by this deployment. */
    record Fresh(UUID revision) implements Wanted {}

    /** Any running container; where there is none, one of that revision. */
    record AnyRunning(UUID revision) implements Wanted {}

    /** A container that this deployment has started and seen healthy; where there is none, one of that revision. */
    record Restarted(UUID revision) implements Wanted {}

    /** A running container of that revision, whoever made it. */
    record Restored(UUID revision) implements Wanted {}

    /** The whole container that it holds, of whatever revision. */
    record Settled() implements Wanted {

        static boolean suits(SlotContainer container) {
            return container.phase() == Phase.RUNNING
                    && container.failure() == null
                    && !container.writtenOff()
                    && !container.stoppedOnPurpose()
                    && Slots.provenOrUntouched(container);
        }
    }

    /** Nothing that this deployment made, and nothing that runs. */
    record AsStopped() implements Wanted {}

    /** Its containers, none of them running. */
    record Stopped() implements Wanted {}

    /** No container that has ended by itself. */
    record Swept() implements Wanted {}

    /** No container. */
    record Empty() implements Wanted {}

    /** Whether this container is what the slot is to hold in the end. */
    default boolean isMetBy(SlotContainer container, Slots slots) {
        if (container.failure() != null || container.writtenOff() || container.stoppedOnPurpose()) {
            return false;
        }
        boolean works = container.phase() == Phase.RUNNING || slots.hasDoneItsWork(container);
        return works
                && switch (this) {
                    case Fresh fresh ->
                        container.ofThisDeployment()
                                && container.healthy()
                                && container.revision().equals(fresh.revision());
                    case AnyRunning _ -> Slots.proven(container);
                    case Restarted _ -> container.startAsked() && container.healthy();
                    case Restored restored ->
                        container.healthy() && container.revision().equals(restored.revision());
                    case Settled _ -> Settled.suits(container);
                    case AsStopped _, Stopped _, Swept _, Empty _ -> false;
                };
    }

    /** Whether this container can still become what the slot is to hold. */
    default boolean mayBecome(SlotContainer container) {
        return !container.writtenOff()
                && switch (this) {
                    case Fresh fresh ->
                        container.ofThisDeployment() && container.revision().equals(fresh.revision());
                    case AnyRunning _, Restarted _ -> true;
                    case Restored restored -> container.revision().equals(restored.revision());
                    case Settled _, AsStopped _, Stopped _, Swept _, Empty _ -> false;
                };
    }
}
