package io.berth.backend.api.services;

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
import io.berth.backend.balancing.Balancers;
import io.berth.backend.deployments.ServiceVariables;
import io.berth.backend.services.Container;
import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows services to the API's clients, without their secrets. */
@Component
class ServiceAnswers {

    private final Services services;
    private final ServiceVariables variables;
    private final Balancers balancers;

    ServiceAnswers(Services services, ServiceVariables variables, Balancers balancers) {
        this.services = services;
        this.variables = variables;
        this.balancers = balancers;
    }

    ServiceAnswer of(Service service) {
        return answer(
                service, services.of(service.teamId()), shown(variables.ofContainers(service)), certificates(service));
    }

    /** @param all the team's services, for what links to the others */
    List<ServiceAnswer> of(List<Service> some, List<Service> all) {
        return some.stream().map(service -> answer(service, all, null, null)).toList();
    }

    private @Nullable List<CertificateAnswer> certificates(Service service) {
        if (!service.definition().balancer()) {
            return null;
        }
        return balancers.certificates(service.teamId(), service.id()).stream()
                .map(CertificateAnswer::of)
                .toList();
    }

    private ServiceAnswer answer(
            Service s,
            List<Service> all,
            @Nullable List<VariableAnswer> calculated,
            @Nullable List<CertificateAnswer> certificates) {
        ServiceDefinition definition = s.definition();
        return new ServiceAnswer(
                s.id().toString(),
                Uris.service(s.id()),
                s.name(),
                s.name(),
                s.state().label(),
                s.synchronised(),
                definition.reference(),
                null,
                ExactImage.of(s.latest()),
                ExactImage.localOnly(s.latest()),
                s.latest().number(),
                s.deployedRevision(),
                s.version(),
                s.lastProblem(),
                s.targetCount(),
                s.containers().size(),
                s.runningCount(),
                s.stoppedCount(),
                s.containers().stream().map(Container::id).map(Uris::container).toList(),
                Dates.text(s.createdAt()),
                Dates.optional(s.deployedAt()),
                Dates.optional(s.startedAt()),
                Dates.optional(s.stoppedAt()),
                Dates.optional(s.terminatedAt()),
                definition.ports().stream().map(PortAnswer::of).toList(),
                definition.variables().stream().map(VariableAnswer::of).toList(),
                calculated,
                definition.volumes().stream().map(BindingAnswer::of).toList(),
                definition.links().stream().map(l -> LinkAnswer.of(s.id(), l)).toList(),
                linksTo(s, all),
                linkVariables(s),
                HealthCheck.of(definition.health()),
                Strategy.of(definition.rollout()),
                RunSettings.of(definition),
                false,
                definition.rollout().sequential(),
                "EMPTIEST_NODE",
                List.of(),
                null,
                null,
                certificates);
    }

    private static List<LinkAnswer> linksTo(Service target, List<Service> all) {
        return all.stream()
                .flatMap(source -> source.definition().links().stream()
                        .filter(l -> l.service().equals(target.id()))
                        .map(l -> LinkAnswer.of(source.id(), l)))
                .toList();
    }

    private Map<String, String> linkVariables(Service service) {
        Map<String, String> shown = new LinkedHashMap<>();
        variables.forLinks(service).forEach(v -> shown.put(v.key(), v.shown()));
        return shown;
    }

    private static List<VariableAnswer> shown(List<EnvironmentVariable> all) {
        return all.stream().map(VariableAnswer::of).toList();
    }
}
