package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment and everything around it, as known now: all that the planner looks at.
 *
 * @param target the revision that new containers are made from
 * @param count how many slots the service is to have
 * @param onlySlots the slots that the deployment is about; empty means all
 * @param rollout the strategy
 * @param course in which direction it moves
 * @param turned why it does not move forward any more; null while it does
 * @param paused why nothing more is to be replaced for now; null if that is not so
 * @param cancelledBy who or what asked to end it; null if nobody did
 * @param rollBackBy who asked to go back; null if nobody did
 * @param baseline what each slot held when the deployment began
 * @param containers those that exist or are planned, of every revision
 * @param revisions the revisions of the containers and of the baseline
 * @param nodes the nodes that the team may use
 * @param attempts how many containers this deployment has made for each slot, without those written off
 * @param pins nodes that hold a volume of a slot: its containers can run nowhere else
 * @param resolved whether this deployment has found out what the target's tag means now
 * @param pulled images that this deployment has brought to nodes
 * @param pending jobs that have been asked for and not answered
 * @param failure a failed step that belongs to no new container, not yet reacted to
 * @param givenUp slots that are not brought to the target, and why
 */
public record Situation(
        UUID deployment,
        Instant now,
        Operation operation,
        RevisionView target,
        int count,
        Set<Integer> onlySlots,
        Rollout rollout,
        Course course,
        @Nullable String turned,
        @Nullable String paused,
        @Nullable String cancelledBy,
        @Nullable String rollBackBy,
        Map<Integer, Before> baseline,
        List<SlotContainer> containers,
        Map<UUID, RevisionView> revisions,
        List<NodeView> nodes,
        Map<Integer, Integer> attempts,
        Map<Integer, UUID> pins,
        boolean resolved,
        Set<PulledImage> pulled,
        List<PendingJob> pending,
        @Nullable String failure,
        Map<Integer, String> givenUp) {

    /**
     * @param pinned whether it names one exact image
     * @param exclusive whether two of its containers cannot share a slot: a volume, a fixed host port or the host's network
     * @param mayEnd whether a container that has ended with exit code 0 has done its work
     */
    public record RevisionView(UUID id, int number, boolean pinned, boolean exclusive, boolean mayEnd) {}

    /** @param running whether the slot's container was running, as opposed to stopped */
    public record Before(UUID revision, UUID node, boolean running) {}

    /** @param load how many containers it holds, of whatever service */
    public record NodeView(UUID id, String name, boolean ready, int load) {}

    public record PulledImage(UUID revision, UUID node) {}

    /** @param container null for jobs that belong to no container */
    public record PendingJob(UUID id, UUID node, @Nullable UUID container) {}

    /**
     * @param ofThisDeployment whether this deployment made it
     * @param healthy whether it has passed its health gate since its last start
     * @param startAsked whether this deployment has asked for its start, whatever has come of that
     * @param startedHere whether this deployment has started it
     * @param stoppedOnPurpose whether its stop was asked for since its last start: it is not brought up by its engine
     * @param writtenOff whether it is only to be removed: this deployment has made it and given it up, or its slot was given to
     *     another before it came back with an older state of its host
     * @param drain since when it gets nothing new to do, if this deployment has told it so; null if not
     * @param balanced how balancers stand to it; null if no balancer passes requests on to its service
     * @param failure why it cannot be used; null while it can
     */
    public record SlotContainer(
            UUID id,
            int slot,
            int attempt,
            UUID revision,
            UUID node,
            boolean ofThisDeployment,
            Phase phase,
            boolean healthy,
            boolean startAsked,
            boolean startedHere,
            boolean stoppedOnPurpose,
            boolean writtenOff,
            @Nullable Drain drain,
            @Nullable Balanced balanced,
            @Nullable String failure) {}

    /** @param until by when it is to have ended what it has begun */
    public record Drain(Instant since, Instant until) {}

    /**
     * @param balancer the one that stands in the way, if one does: it does not send requests yet, or lists it still
     * @param listed whether any balancer may send it requests
     * @param serving whether all balancers send it requests
     * @param serveBy by when they are to; null if none has been told of it yet
     * @param found what the balancer says of it, where it does not send requests
     */
    public record Balanced(
            String balancer,
            boolean listed,
            boolean serving,
            @Nullable Instant serveBy,
            @Nullable String found) {}

    /** How far a container has come on its engine, as last seen. */
    public enum Phase {
        /** Recorded, not asked for yet. */
        PLANNED,
        /** Made, never started. */
        CREATED,
        /** Its process runs. */
        RUNNING,
        /** Its process has ended. */
        STOPPED
    }
}
