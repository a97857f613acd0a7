package io.berth.backend.nodes;

import io.berth.protocol.FailureCode;
import io.berth.protocol.JobResult;

/** What came of a question to an agent. */
public sealed interface AgentAnswer {

    record Said(JobResult result) implements AgentAnswer {}

    /** The agent could not do it. */
    record Failed(FailureCode code, String message) implements AgentAnswer {}

    /** The agent is not there, or did not answer in time. */
    record Silence() implements AgentAnswer {}
}
