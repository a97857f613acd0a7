package io.berth.agent.engine;

/**
 * What the engine says about itself and its host.
 *
 * @param apiVersion the version of the API in which it answers us
 */
public record EngineFacts(
        String hostname,
        String operatingSystem,
        String kernel,
        int cpus,
        long memoryBytes,
        String version,
        String apiVersion,
        String storageDriver) {}
