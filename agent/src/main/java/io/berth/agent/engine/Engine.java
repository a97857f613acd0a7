package io.berth.agent.engine;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.RegistryLogin;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeObservation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A container engine, as far as jobs and reports need one. Each call is one step on the engine; none decides anything.
 * All of them throw {@link EngineException}, with {@code ENGINE_UNREACHABLE} if there was no answer.
 */
public interface Engine {

    EngineFacts facts();

    /** Whether the engine answers right now; never throws, and does not take long. */
    boolean answers();

    /** The digest that the reference has in its registry now, as the engine's host sees that registry. */
    String digestInRegistry(String reference, @Nullable RegistryLogin login);

    /** @param name a reference, {@code repository@digest} or an image id */
    Optional<LocalImage> findImage(String name);

    /** @param name {@code repository@digest} */
    void pull(String name, @Nullable RegistryLogin login);

    /**
     * Takes that name off the engine, and the image with it if it has no other name. Never by force: an image that any
     * container was made from, running or not, keeps the name. One that is gone already is fine.
     *
     * @param name {@code repository@digest}
     * @return false if it stays because something uses it
     */
    boolean removeImage(String name);

    /** The network of that name, made with these labels if there is none; however many ask at once, it is made once. */
    EngineNetwork ensureNetwork(String name, Map<String, String> labels);

    Optional<VolumeObservation> findVolume(String name);

    /** The volume of that name, made with these labels if there is none. */
    VolumeObservation ensureVolume(String name, Map<String, String> labels);

    /** @param name a name or an engine id, exactly */
    Optional<EngineContainer> findContainer(String name);

    /**
     * Makes a container that the engine does not restart by itself until {@link #setRestartPolicy} says so. Its volumes are
     * mounted without copying what the image has at their paths.
     *
     * @param image what to run, instead of the tag in the specification
     * @return the engine's id of the container
     */
    String createContainer(ContainerSpec spec, String image);

    void setRestartPolicy(String engineId, RestartPolicy policy);

    /** One that runs already is left alone. */
    void start(String engineId);

    /** Sends the stop signal, and kills after the grace time. Returns once the engine says that it has ended. */
    void stop(String engineId, int graceSeconds);

    /** Puts files into a container, running or not, by absolute path; folders that are missing are made. */
    void copyInto(String engineId, Map<String, String> files);

    /** Runs a command in a running container, as the container's own user, and waits for its end. */
    Executed exec(String engineId, List<String> command);

    /** Removes a container that does not run, and no volume. One that is gone already is fine. */
    void remove(String engineId);

    /** The last lines of the container's log, both streams, oldest first. */
    List<String> lastLogLines(String engineId, int count);

    /** Every container with that installation's label, in whatever state. */
    List<ContainerObservation> containers(UUID installation);

    /** Every volume with that installation's label. */
    List<VolumeObservation> volumes(UUID installation);

    /** Bytes by name, of that installation's volumes. Takes the engine a while. */
    Map<String, Long> volumeSizes(UUID installation);
}
