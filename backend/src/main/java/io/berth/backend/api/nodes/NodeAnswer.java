package io.berth.backend.api.nodes;

import io.berth.backend.api.Dates;
import io.berth.backend.api.Uris;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.protocol.DiskSpace;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A node as the API shows it.
 *
 * @param externalFqdn where published ports are reached
 * @param memory in MB
 * @param diskTotal in bytes, of the disk that holds the images; null if the node does not see it
 * @param currentNumContainers the team's own
 * @param shared whether it serves every team
 */
@JsonNaming(SnakeCaseStrategy.class)
record NodeAnswer(
        String uuid,
        String resourceUri,
        String name,
        String nickname,
        String state,
        String externalFqdn,
        @Nullable String publicIp,
        List<Object> privateIps,
        int cpu,
        long memory,
        @Nullable Integer disk,
        @Nullable Long diskTotal,
        @Nullable Long diskFree,
        String dockerVersion,
        String dockerApiVersion,
        @Nullable String dockerExecdriver,
        String dockerGraphdriver,
        String operatingSystem,
        String kernel,
        String agentVersion,
        long currentNumContainers,
        boolean shared,
        @Nullable String lastSeen,
        @Nullable Object lastMetric,
        @Nullable String tunnel,
        String deployedDatetime,
        @Nullable String destroyedDatetime,
        @Nullable String nodeCluster,
        @Nullable String nodeType,
        @Nullable String region,
        @Nullable String availabilityZone,
        List<String> tags) {

    private static final long MEGABYTE = 1024 * 1024;
    private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    static NodeAnswer of(Node node, long containers) {
        DiskSpace disk = node.disk();
        return new NodeAnswer(
                node.id().toString(),
                Uris.node(node.id()),
                node.name(),
                node.name(),
                state(node.state()),
                node.address(),
                IP.matcher(node.address()).matches() ? node.address() : null,
                List.of(),
                node.cpus(),
                node.memoryBytes() / MEGABYTE,
                null,
                disk == null ? null : (Long) disk.totalBytes(),
                disk == null ? null : (Long) disk.freeBytes(),
                node.engineVersion(),
                node.engineApiVersion(),
                null,
                node.storageDriver(),
                node.operatingSystem(),
                node.kernel(),
                node.agentVersion(),
                containers,
                node.teamId() == null,
                Dates.optional(node.lastSeenAt()),
                null,
                null,
                Dates.text(node.joinedAt()),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    static String state(NodeState state) {
        return switch (state) {
            case READY -> "Deployed";
            case UNREACHABLE -> "Unreachable";
        };
    }
}
