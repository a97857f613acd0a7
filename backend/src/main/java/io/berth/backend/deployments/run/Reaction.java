package io.berth.backend.deployments.run;

import io.berth.backend.deployments.Course;
import io.berth.protocol.FailureCode;

/** What the failure of a job means for its deployment. */
public enum Reaction {
    /** The container cannot be used; the planner decides what becomes of its slot. */
    CONTAINER_FAILED,
    /** A step failed that belongs to no new container. */
    STEP_FAILED,
    /** Nothing is wrong: the job is over, and if its step is still wanted it becomes a new job. */
    ASK_ANEW,
    /** The engine could not be asked, as if the node were away: the job stays, and is sent again. */
    KEEP_ASKING;

    public static Reaction to(JobKind kind, FailureCode code, Course course) {
        return switch (code) {
            case ENGINE_UNREACHABLE -> KEEP_ASKING;
            case OUTDATED -> ASK_ANEW;
            case INTERRUPTED -> course == Course.FORWARD ? to(kind) : ASK_ANEW;
            default -> to(kind);
        };
    }

    private static Reaction to(JobKind kind) {
        return switch (kind) {
            case CREATE, START, AWAIT -> CONTAINER_FAILED;
            case RESOLVE, PULL, STOP, REMOVE -> STEP_FAILED;
        };
    }
}
