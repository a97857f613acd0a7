package io.berth.backend.nodes;

import io.berth.protocol.DiskSpace;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host with an engine and an agent.
 *
 * @param teamId null if it serves every team
 * @param address where published ports are reached
 * @param lastSeenAt the last sign of life, kept to a few seconds; null before the first
 * @param disk what its engine keeps images on; null if it cannot see that disk
 */
public record Node(
        UUID id,
        @Nullable UUID teamId,
        String name,
        String address,
        NodeState state,
        String engineVersion,
        String engineApiVersion,
        String operatingSystem,
        String kernel,
        int cpus,
        long memoryBytes,
        String storageDriver,
        String agentVersion,
        @Nullable Instant lastSeenAt,
        Instant joinedAt,
        @Nullable DiskSpace disk) {}
