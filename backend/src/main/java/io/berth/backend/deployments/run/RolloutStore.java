package io.berth.backend.deployments.run;

import io.berth.backend.deployments.rollout.Decision;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where deployments and their jobs last. Every method is one transaction. */
public interface RolloutStore {

    /**
     * Holds the deployment's service, loads the situation, asks for a decision and records it, again and again as long as
     * steps can be recorded without an answer from outside. Does nothing for a deployment that has ended.
     *
     * @return the jobs that are to be sent now
     */
    List<UUID> round(UUID deployment, Function<Situation, Decision> planner);

    /** Deployments whose next round is due: because time has passed, or because a round was lost. */
    List<UUID> due(Instant now);

    /** Jobs of that node that have not been answered, the oldest first. */
    List<UUID> unanswered(UUID node);

    /** The message of a job, put together with the secrets that it needs. Empty once the job is answered or abandoned. */
    Optional<Assignment> assignment(UUID job);

    /** Notes that a job was handed to its node. */
    void sent(UUID job, Instant at);

    /**
     * Records an answer, once: repeated answers and those of another node change nothing.
     *
     * @return the deployment that may go on
     */
    Optional<UUID> answered(UUID node, UUID job, JobOutcome outcome);

    /** A job and the node that is to do it. */
    record Assignment(UUID node, Job job) {}
}
