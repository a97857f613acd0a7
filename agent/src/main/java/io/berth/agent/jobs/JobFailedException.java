package io.berth.agent.jobs;

import io.berth.protocol.FailureCode;
import io.berth.protocol.JobOutcome;
import org.jspecify.annotations.Nullable;

/** Why a job cannot be done. */
final class JobFailedException extends RuntimeException {

    private final JobOutcome.Failed outcome;

    JobFailedException(FailureCode code, String message) {
        this(code, message, null);
    }

    /** @param log the last lines of the container, where one failed */
    JobFailedException(FailureCode code, String message, @Nullable String log) {
        super(message);
        this.outcome = new JobOutcome.Failed(code, message, log);
    }

    JobOutcome.Failed outcome() {
        return outcome;
    }
}
