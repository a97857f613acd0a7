package io.berth.backend.images;

import io.berth.protocol.FailureCode;
import io.berth.protocol.JobResult;

/** What came of a question to an agent. */
sealed interface Answer {

    record Said(JobResult result) implements Answer {}

    /** The agent could not do it. */
    record Failed(FailureCode code, String message) implements Answer {}

    /** The agent is not there, or did not answer in time. */
    record Silence() implements Answer {}
}
