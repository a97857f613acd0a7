package io.berth.protocol;

import java.util.UUID;

/**
 * A tracked volume in a container.
 *
 * @param id the volume's identity; the engine's volume carries it as label {@link Labels#VOLUME}
 * @param name the volume's name on the engine
 * @param path where it is mounted, absolute
 * @param create true only for a volume that has never existed; otherwise a missing one is an error, never a new empty one
 * @param epoch who may write: an agent refuses an epoch below the highest that it has seen for this volume
 */
public record VolumeMount(UUID id, String name, String path, boolean create, long epoch) {}
