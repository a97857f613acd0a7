package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;

/** What the control plane tells an agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ControlMessage.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = ControlMessage.RunJob.class, name = "run-job"),
    @JsonSubTypes.Type(value = ControlMessage.OpenLogStream.class, name = "open-log-stream"),
    @JsonSubTypes.Type(value = ControlMessage.CloseStream.class, name = "close-stream")
})
public sealed interface ControlMessage {

    /**
     * Answers {@link AgentMessage.Hello}: the agent is in. It then sends an {@link AgentMessage.Inventory}.
     *
     * @param installation only objects labelled with it are this agent's business
     * @param heartbeatSeconds how often the agent says that it is alive
     */
    record Welcome(int protocolVersion, UUID installation, UUID node, int heartbeatSeconds) implements ControlMessage {}

    /** Answers {@link AgentMessage.Hello} when the two cannot work together; the link is closed after it. */
    record Refused(String reason) implements ControlMessage {}

    /**
     * Asks for a job. Sent again after a lost link or a restart: the same id twice is one job.
     *
     * @param order rises with every job that the control plane decides upon: a job of a container is refused with {@link
     *     FailureCode#OUTDATED} if a later one of the same container has come before it; 0 means that order does not matter
     */
    record RunJob(UUID jobId, Job job, long order) implements ControlMessage {}

    /**
     * Asks the agent to open a stream of its own at {@code /agent/v1/streams/{streamId}} and to send the container's log
     * there as {@link LogLine} frames.
     *
     * @param tail how many past lines come first
     * @param follow whether new lines follow until the stream is closed or the container ends
     */
    record OpenLogStream(UUID streamId, String containerName, int tail, boolean follow) implements ControlMessage {}

    /** The reader has gone: the agent closes that stream. */
    record CloseStream(UUID streamId) implements ControlMessage {}
}
