package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a job found or made. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobResult.ImageResolved.class, name = "image-resolved"),
    @JsonSubTypes.Type(value = JobResult.ImagePulled.class, name = "image-pulled"),
    @JsonSubTypes.Type(value = JobResult.ContainerCreated.class, name = "container-created"),
    @JsonSubTypes.Type(value = JobResult.ContainerStarted.class, name = "container-started"),
    @JsonSubTypes.Type(value = JobResult.ContainerHealthy.class, name = "container-healthy"),
    @JsonSubTypes.Type(value = JobResult.ContainerStopped.class, name = "container-stopped"),
    @JsonSubTypes.Type(value = JobResult.ContainerRemoved.class, name = "container-removed")
})
public sealed interface JobResult {

    record ImageResolved(PinnedImage image) implements JobResult {}

    /** @param facts what the image itself declares */
    record ImagePulled(ImageFacts facts) implements JobResult {}

    record ContainerCreated(String engineId) implements JobResult {}

    /** @param observation the container right after its start, with its address and host ports */
    record ContainerStarted(ContainerObservation observation) implements JobResult {}

    /** @param how what was seen, for the time line: such as "Docker's health check passed" */
    record ContainerHealthy(String how) implements JobResult {}

    record ContainerStopped(@Nullable Integer exitCode) implements JobResult {}

    record ContainerRemoved() implements JobResult {}
}
