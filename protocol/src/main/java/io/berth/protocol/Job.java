package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step that an agent takes on its engine. Every job is idempotent: run twice, it does no harm and answers the same.
 * Jobs of one container run one after another; a stop or removal ends a wait for health of that container.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Job.ResolveImage.class, name = "resolve-image"),
    @JsonSubTypes.Type(value = Job.PullImage.class, name = "pull-image"),
    @JsonSubTypes.Type(value = Job.CreateContainer.class, name = "create-container"),
    @JsonSubTypes.Type(value = Job.StartContainer.class, name = "start-container"),
    @JsonSubTypes.Type(value = Job.AwaitHealthy.class, name = "await-healthy"),
    @JsonSubTypes.Type(value = Job.StopContainer.class, name = "stop-container"),
    @JsonSubTypes.Type(value = Job.RemoveContainer.class, name = "remove-container"),
    @JsonSubTypes.Type(value = Job.InspectImages.class, name = "inspect-images"),
    @JsonSubTypes.Type(value = Job.CheckRegistry.class, name = "check-registry"),
    @JsonSubTypes.Type(value = Job.RemoveImage.class, name = "remove-image"),
    @JsonSubTypes.Type(value = Job.ConfigureBalancer.class, name = "configure-balancer")
})
public sealed interface Job {

    /**
     * Finds out which image a tag means now, through the engine's {@code /distribution/…/json}, so that the host's own
     * trust and mirrors count. An image that no registry knows but the engine has is pinned by its id.
     * Answers {@link JobResult.ImageResolved}.
     *
     * @param reference repository and tag, such as {@code registry.example:5000/shop/web:2}
     */
    record ResolveImage(String reference, @Nullable RegistryLogin login) implements Job {}

    /** Makes sure that exactly this image is on the engine, pulling it if needed. Answers {@link JobResult.ImagePulled}. */
    record PullImage(PinnedImage image, @Nullable RegistryLogin login) implements Job {}

    /**
     * Makes network, new volumes and the container, without starting it; pulls the image if it has gone. A container of that
     * name and these labels that exists already is the answer. Answers {@link JobResult.ContainerCreated}.
     */
    record CreateContainer(ContainerSpec spec, @Nullable RegistryLogin login) implements Job {}

    /**
     * Starts a created or stopped container. Answers {@link JobResult.ContainerStarted}.
     *
     * @param firstStart true for a container that was never started: one that has ended by then was started by this very
     *     job before, and is not started a second time
     */
    record StartContainer(String containerName, List<VolumeMount> volumes, boolean firstStart) implements Job {}

    /**
     * Waits until the container passes its health gate. Answers {@link JobResult.ContainerHealthy}.
     *
     * @param mayEnd whether an end with exit code 0 passes the gate too: the container has done its work
     */
    record AwaitHealthy(String containerName, HealthGate gate, boolean mayEnd) implements Job {}

    /**
     * Stops the container and waits until it has ended. It is kept from being revived: its restart policy becomes
     * {@code no} first, and {@link StartContainer} gives the policy back. One that is gone counts as stopped.
     * Answers {@link JobResult.ContainerStopped}.
     *
     * @param graceSeconds how long it may take after the stop signal before it is killed
     */
    record StopContainer(String containerName, int graceSeconds) implements Job {}

    /** Removes a container, never its named volumes. One that is gone counts as removed. Answers {@link JobResult.ContainerRemoved}. */
    record RemoveContainer(String containerName) implements Job {}

    /** Looks which of these images are on the engine. Answers {@link JobResult.ImagesInspected}. */
    record InspectImages(List<PinnedImage> images) implements Job {}

    /**
     * Asks the registry whether it still has exactly this image. Answers {@link JobResult.RegistryChecked}; a registry that
     * does not answer is a failure, not a no.
     */
    record CheckRegistry(PinnedImage image, @Nullable RegistryLogin login) implements Job {}

    /**
     * Takes this exact reference off the engine, never by force: an image that a container uses stays, and so do other
     * names of the same image. One that is gone counts as removed. Answers {@link JobResult.ImageRemoved}.
     */
    record RemoveImage(PinnedImage image) implements Job {}

    /**
     * Makes the HAProxy in that container run this setup: by commands while it runs if only servers differ, by a reload that
     * loses no connection otherwise. What it refuses changes nothing. Answers {@link JobResult.BalancerConfigured}.
     */
    record ConfigureBalancer(String containerName, BalancerSetup setup) implements Job {}
}
