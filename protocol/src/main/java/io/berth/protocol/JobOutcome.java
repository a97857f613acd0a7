package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How a job ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobOutcome.Done.class, name = "done"),
    @JsonSubTypes.Type(value = JobOutcome.Failed.class, name = "failed")
})
public sealed interface JobOutcome {

    /** The job did what it was asked for. */
    record Done(JobResult result) implements JobOutcome {}

    /**
     * The job could not be done.
     *
     * @param message one sentence for a person, with the engine's own words
     * @param log the last lines that the container wrote, where one failed
     */
    record Failed(
            FailureCode code, String message, @Nullable String log) implements JobOutcome {}
}
