package io.berth.backend.api.services;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.backend.api.HealthCheck;
import io.berth.backend.api.PortAnswer;
import io.berth.backend.api.RunSettings;
import io.berth.backend.api.Strategy;
import io.berth.backend.api.Uris;
import io.berth.backend.api.VariableAnswer;
import io.berth.backend.services.ServiceDefinition.Link;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A service as the API shows it.
 *
 * @param calculatedEnvvars only where one service is asked for
 * @param imageDigest what its tag meant when it was last deployed
 * @param localOnly whether no registry vouches for that image; null while nothing is known
 * @param revision the number of its latest definition
 * @param deployedRevision the number of the one in force; null before the first deployment
 * @param version to send back with a change, so that it is refused if somebody else was faster
 * @param certificates of a balancer, those that it gets by itself; only where one service is asked for
 * @param lastProblem why the last deployment failed, until one succeeds
 */
@JsonNaming(SnakeCaseStrategy.class)
record ServiceAnswer(
        String uuid,
        String resourceUri,
        String name,
        String nickname,
        String state,
        @JsonProperty("synchronized") boolean synchronised,
        String imageName,
        @Nullable String imageTag,
        @Nullable String imageDigest,
        @Nullable Boolean localOnly,
        int revision,
        @Nullable Integer deployedRevision,
        long version,
        @Nullable String lastProblem,
        int targetNumContainers,
        int currentNumContainers,
        long runningNumContainers,
        long stoppedNumContainers,
        List<String> containers,
        String createdDatetime,
        @Nullable String deployedDatetime,
        @Nullable String startedDatetime,
        @Nullable String stoppedDatetime,
        @Nullable String destroyedDatetime,
        List<PortAnswer> containerPorts,
        List<VariableAnswer> containerEnvvars,
        @JsonInclude(Include.NON_NULL) @Nullable List<VariableAnswer> calculatedEnvvars,
        List<BindingAnswer> bindings,
        List<LinkAnswer> linkedToService,
        List<LinkAnswer> linkedFromService,
        Map<String, String> linkVariables,
        HealthCheck healthCheck,
        Strategy rollout,
        @JsonUnwrapped RunSettings settings,
        boolean autoredeploy,
        boolean sequentialDeployment,
        String deploymentStrategy,
        List<String> tags,
        @Nullable String stack,
        @Nullable String publicDns,
        @JsonInclude(Include.NON_NULL) @Nullable List<CertificateAnswer> certificates) {

    @JsonNaming(SnakeCaseStrategy.class)
    record BindingAnswer(
            String containerPath,
            @Nullable String hostPath,
            boolean rewritable,
            @Nullable String volumesFrom) {
        static BindingAnswer of(String path) {
            return new BindingAnswer(path, null, true, null);
        }
    }

    /** @param name the alias that the target has in containers of the source */
    @JsonNaming(SnakeCaseStrategy.class)
    record LinkAnswer(String name, String fromService, String toService) {
        static LinkAnswer of(UUID source, Link link) {
            return new LinkAnswer(link.alias(), Uris.service(source), Uris.service(link.service()));
        }
    }
}
