package io.berth.backend.api;

import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.protocol.RestartPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** How containers are run: what the definition says, and the defaults of all that it cannot say yet. */
@JsonNaming(SnakeCaseStrategy.class)
public record RunSettings(
        @Nullable String runCommand,
        @Nullable String entrypoint,
        String autorestart,
        String autodestroy,
        List<String> roles,
        @Nullable Integer memory,
        @Nullable Integer memorySwap,
        @Nullable Integer cpuShares,
        @Nullable String cpuset,
        boolean privileged,
        boolean readOnly,
        boolean tty,
        boolean stdinOpen,
        String net,
        String pid,
        String workingDir,
        @Nullable String user,
        @Nullable String hostname,
        @Nullable String domainname,
        @Nullable String macAddress,
        @Nullable String cgroupParent,
        Map<String, String> labels,
        List<String> dns,
        List<String> dnsSearch,
        List<String> capAdd,
        List<String> capDrop,
        List<String> devices,
        List<String> extraHosts,
        List<String> securityOpt) {

    public static RunSettings of(ServiceDefinition definition) {
        return new RunSettings(
                definition.command(),
                definition.entrypoint(),
                autorestart(definition.restart()),
                autodestroy(definition.autodestroy()),
                List.of(),
                definition.memoryMegabytes(),
                null,
                null,
                null,
                false,
                false,
                false,
                false,
                definition.hostNetwork() ? "host" : "bridge",
                "none",
                "/",
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static String autodestroy(Autodestroy when) {
        return switch (when) {
            case NO -> "OFF";
            case ON_SUCCESS -> "ON_SUCCESS";
            case ALWAYS -> "ALWAYS";
        };
    }

    private static String autorestart(RestartPolicy policy) {
        return switch (policy) {
            case NO -> "OFF";
            case ON_FAILURE -> "ON_FAILURE";
            case ALWAYS -> "ALWAYS";
        };
    }
}
