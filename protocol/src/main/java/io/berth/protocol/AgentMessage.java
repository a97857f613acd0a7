package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent tells the control plane. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = AgentMessage.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = AgentMessage.Inventory.class, name = "inventory"),
    @JsonSubTypes.Type(value = AgentMessage.ContainerChanged.class, name = "container-changed"),
    @JsonSubTypes.Type(value = AgentMessage.VolumeSizes.class, name = "volume-sizes"),
    @JsonSubTypes.Type(value = AgentMessage.JobAnswer.class, name = "job-answer"),
    @JsonSubTypes.Type(value = AgentMessage.StreamFailed.class, name = "stream-failed")
})
public sealed interface AgentMessage {

    /** The first message on every new link. */
    record Hello(int protocolVersion, String agentVersion, NodeFacts facts) implements AgentMessage {}

    /**
     * Sent at the pace that {@link ControlMessage.Welcome} asked for, as long as the engine answers or not.
     *
     * @param disk where the engine keeps its images; null if the agent cannot see that disk
     */
    record Heartbeat(boolean engineAnswers, @Nullable DiskSpace disk) implements AgentMessage {}

    /**
     * Everything on the engine that carries this installation's label. Sent after {@link ControlMessage.Welcome} and after
     * every gap in the engine's event stream; what it does not list did not exist when the list was begun.
     *
     * @param tookMillis how long the engine needed for it: what was made meanwhile may be missing
     */
    record Inventory(List<ContainerObservation> containers, List<VolumeObservation> volumes, long tookMillis)
            implements AgentMessage {}

    /** One container of this installation changed: created, started, health changed, died or gone. */
    record ContainerChanged(ContainerObservation container) implements AgentMessage {}

    /** The space taken by this installation's volumes, in bytes by engine name. Sent about once a minute. */
    record VolumeSizes(Map<String, Long> bytes) implements AgentMessage {}

    /** How a job ended. Sent again if the same job is asked for again. */
    record JobAnswer(UUID jobId, JobOutcome outcome) implements AgentMessage {}

    /** A stream that was asked for cannot be opened, in words for a person. */
    record StreamFailed(UUID streamId, String reason) implements AgentMessage {}
}
