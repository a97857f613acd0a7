package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
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
    @JsonSubTypes.Type(value = JobResult.ContainerRemoved.class, name = "container-removed"),
    @JsonSubTypes.Type(value = JobResult.ImagesInspected.class, name = "images-inspected"),
    @JsonSubTypes.Type(value = JobResult.RegistryChecked.class, name = "registry-checked"),
    @JsonSubTypes.Type(value = JobResult.ImageRemoved.class, name = "image-removed"),
    @JsonSubTypes.Type(value = JobResult.BalancerConfigured.class, name = "balancer-configured")
})
public sealed interface JobResult {

    record ImageResolved(PinnedImage image) implements JobResult {}

    /**
     * @param facts what the image itself declares
     * @param pulledNow whether this job brought it; false if it was there before, whoever brought it
     */
    record ImagePulled(ImageFacts facts, boolean pulledNow) implements JobResult {}

    record ContainerCreated(String engineId) implements JobResult {}

    /** @param observation the container right after its start, with its address and host ports */
    record ContainerStarted(ContainerObservation observation) implements JobResult {}

    /** @param how what was seen, for the time line: such as "Docker's health check passed" */
    record ContainerHealthy(String how) implements JobResult {}

    /** @param log the last part of what the container wrote; null if it was gone already */
    record ContainerStopped(
            @Nullable Integer exitCode, @Nullable String log) implements JobResult {}

    record ContainerRemoved() implements JobResult {}

    /** @param present those of the images asked for that are on the engine */
    record ImagesInspected(List<PresentImage> present) implements JobResult {}

    /** @param there false if the registry says that it does not have it */
    record RegistryChecked(boolean there) implements JobResult {}

    /** @param removed false if it stays because something uses it */
    record ImageRemoved(boolean removed) implements JobResult {}

    /**
     * @param structure what HAProxy says that it runs
     * @param reloaded whether this job had it load its configuration anew: its counters begin at zero then
     * @param servers those that it has now
     * @param formerAtWork whether a process from before a reload still has sessions: which, and with whom, nobody can say
     * @param before what it had before this job changed anything: with the last counters of servers that it removed, and of a
     *     process that it replaced. Empty if HAProxy did not answer then
     */
    record BalancerConfigured(
            String structure,
            boolean reloaded,
            List<BalancerSetup.Seen> servers,
            boolean formerAtWork,
            List<BalancerSetup.Seen> before)
            implements JobResult {

        /** An agent of the version before does not say what was before. */
        public BalancerConfigured {
            before = Objects.requireNonNullElse(before, List.of());
        }
    }
}
