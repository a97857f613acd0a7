package io.berth.agent.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the engine says about itself and its host.
 *
 * @param apiVersion the version of the API in which it answers us
 * @param rootDirectory where it keeps images and volumes, on a host of the same file system; null if that is elsewhere
 */
public record EngineFacts(
        String hostname,
        String operatingSystem,
        String kernel,
        int cpus,
        long memoryBytes,
        String version,
        String apiVersion,
        String storageDriver,
        @Nullable String rootDirectory) {}
