package io.berth.backend.api.services;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.backend.api.Dates;
import io.berth.backend.api.ExactImage;
import io.berth.backend.api.HealthCheck;
import io.berth.backend.api.PortAnswer;
import io.berth.backend.api.RunSettings;
import io.berth.backend.api.Strategy;
import io.berth.backend.api.Uris;
import io.berth.backend.api.VariableAnswer;
import io.berth.backend.api.services.ServiceAnswer.BindingAnswer;
import io.berth.backend.api.services.ServiceAnswer.LinkAnswer;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A version of a service's definition as the API shows it.
 *
 * @param revision its number
 * @param latest whether a redeploy brings it
 * @param deployed whether it is in force: new containers are made from it
 * @param seal the fingerprint of definition and exact image; null until it was first deployed
 * @param note why it exists
 * @param succeededDatetime when a deployment of it last succeeded
 */
@JsonNaming(SnakeCaseStrategy.class)
record RevisionAnswer(
        String uuid,
        String resourceUri,
        String service,
        int revision,
        boolean latest,
        boolean deployed,
        String note,
        String createdBy,
        String createdDatetime,
        @Nullable String succeededDatetime,
        @Nullable String seal,
        String imageName,
        @Nullable String imageDigest,
        @Nullable Boolean localOnly,
        List<PortAnswer> containerPorts,
        List<VariableAnswer> containerEnvvars,
        List<BindingAnswer> bindings,
        List<LinkAnswer> linkedToService,
        HealthCheck healthCheck,
        Strategy rollout,
        boolean sequentialDeployment,
        @JsonUnwrapped RunSettings settings) {

    static RevisionAnswer of(Revision r, Service service) {
        ServiceDefinition definition = r.definition();
        return new RevisionAnswer(
                r.id().toString(),
                Uris.revision(r.serviceId(), r.number()),
                Uris.service(r.serviceId()),
                r.number(),
                r.number() == service.latest().number(),
                Objects.equals(r.number(), service.deployedRevision()),
                r.note(),
                r.createdBy(),
                Dates.text(r.createdAt()),
                Dates.optional(r.succeededAt()),
                r.seal(),
                definition.reference(),
                ExactImage.of(r),
                ExactImage.localOnly(r),
                definition.ports().stream().map(PortAnswer::of).toList(),
                definition.variables().stream().map(VariableAnswer::of).toList(),
                definition.volumes().stream().map(BindingAnswer::of).toList(),
                definition.links().stream()
                        .map(l -> LinkAnswer.of(r.serviceId(), l))
                        .toList(),
                HealthCheck.of(definition.health()),
                Strategy.of(definition.rollout()),
                definition.rollout().sequential(),
                RunSettings.of(definition));
    }
}
