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
import org.jspecify.annotations.Nullable;

/** Where deployments and their jobs last. Every method is one transaction. */
public interface RolloutStore {

    /**
     * Holds the deployment's service, begins the deployment if it is its turn, fails jobs that are overdue, loads the
     * situation, asks for a decision and records it, again and again as long as steps can be recorded without an answer from
     * outside. Does nothing for a deployment that has ended, or that must wait for another one of its service.
     */
    Round round(UUID deployment, Function<Situation, Decision> planner);

    /**
     * Deployments whose next round is due: because time has passed, or because a round was lost. Of those of a service that
     * are not over, only the one with the lowest number is ever due.
     */
    List<UUID> due(Instant now);

    /** Jobs of that node that have not been answered, in the order in which they were decided. */
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

    /**
     * What came of a round.
     *
     * @param ask the jobs that are to be sent now
     * @param next the deployment whose turn has come because this one has ended; null if there is none
     */
    record Round(List<UUID> ask, @Nullable UUID next) {

        public static final Round NOTHING = new Round(List.of(), null);
    }

    /**
     * A job and the node that is to do it.
     *
     * @param order rises with every job that was decided upon
     */
    record Assignment(UUID node, Job job, long order) {}
}
