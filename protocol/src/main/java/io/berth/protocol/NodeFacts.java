package io.berth.protocol;

/**
 * What an agent knows about its host.
 *
 * @param name what the host calls itself, or what its operator named it
 * @param address where published ports of this host are reached
 * @param engineApiVersion the version of the engine's API that was negotiated
 */
public record NodeFacts(
        String name,
        String address,
        String operatingSystem,
        String kernel,
        int cpus,
        long memoryBytes,
        String engineVersion,
        String engineApiVersion,
        String storageDriver) {}
