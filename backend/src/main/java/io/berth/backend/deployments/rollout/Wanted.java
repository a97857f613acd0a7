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

    /** A running container of that revision, whoever made it. */
    record Restored(UUID revision) implements Wanted {}

    /** Nothing that this deployment made, and nothing that runs. */
    record AsStopped() implements Wanted {}

    /** Its containers, none of them running. */
    record Stopped() implements Wanted {}

    /** No container. */
    record Empty() implements Wanted {}

    /** Whether this container is what the slot is to hold in the end. */
    default boolean isMetBy(SlotContainer container) {
        boolean runs = container.phase() == Phase.RUNNING && container.failure() == null;
        boolean proven = container.healthy() || !container.startedHere();
        return switch (this) {
            case Fresh fresh ->
                runs
                        && container.ofThisDeployment()
                        && container.healthy()
                        && container.revision().equals(fresh.revision());
            case AnyRunning _ -> runs && proven;
            case Restored restored -> runs && proven && container.revision().equals(restored.revision());
            case AsStopped _, Stopped _, Empty _ -> false;
        };
    }

    /** Whether this container can still become what the slot is to hold. */
    default boolean mayBecome(SlotContainer container) {
        return switch (this) {
            case Fresh fresh ->
                container.ofThisDeployment() && container.revision().equals(fresh.revision());
            case AnyRunning _ -> true;
            case Restored restored -> container.revision().equals(restored.revision());
            case AsStopped _, Stopped _, Empty _ -> false;
        };
    }
}
