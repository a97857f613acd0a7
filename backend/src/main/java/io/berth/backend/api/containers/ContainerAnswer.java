package io.berth.backend.api.containers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.backend.api.PortAnswer;
import io.berth.backend.api.RunSettings;
import io.berth.backend.api.VariableAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A container as the API shows it.
 *
 * @param healthy what its own health check says while it runs; null if it does not run
 * @param slot its place in the service, from 1
 * @param revision the definition that it was made from
 * @param action what made it
 * @param engineName its name on the engine
 * @param restarts how often the engine started it again
 * @param failure why it failed, in words for a person
 * @param failureLog its last lines, if it failed
 * @param containerEnvvars everything that it was given
 * @param linkVariables what containers that are linked to it are given for it
 */
@JsonNaming(SnakeCaseStrategy.class)
record ContainerAnswer(
        String uuid,
        String resourceUri,
        String name,
        String service,
        String node,
        String state,
        @JsonProperty("synchronized") boolean synchronised,
        @Nullable Boolean healthy,
        int slot,
        int revision,
        String action,
        String deployedDatetime,
        @Nullable String startedDatetime,
        @Nullable String stoppedDatetime,
        @Nullable String destroyedDatetime,
        @Nullable Integer exitCode,
        @Nullable String exitCodeMsg,
        int restarts,
        @Nullable String failure,
        @Nullable String failureLog,
        String imageName,
        @Nullable String imageTag,
        @Nullable String imageDigest,
        @Nullable String layer,
        @Nullable String dockerId,
        String engineName,
        @Nullable String publicDns,
        @Nullable String privateIp,
        List<PortAnswer> containerPorts,
        List<VariableAnswer> containerEnvvars,
        List<MountAnswer> bindings,
        List<ContainerLinkAnswer> linkedToContainer,
        Map<String, String> linkVariables,
        @Nullable Object lastMetric,
        @JsonUnwrapped RunSettings settings) {

    /** @param volume the tracked volume that is mounted */
    @JsonNaming(SnakeCaseStrategy.class)
    record MountAnswer(String volume, @Nullable String hostPath, String containerPath, boolean rewritable) {}

    /**
     * A container that this one can reach by a link.
     *
     * @param name such as {@code DB_1}
     * @param endpoints by port, such as {@code 3306/tcp}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ContainerLinkAnswer(String name, String fromContainer, String toContainer, Map<String, String> endpoints) {}
}
