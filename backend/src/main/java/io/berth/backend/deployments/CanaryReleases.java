package io.berth.backend.deployments;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.services.Canaries;
import io.berth.backend.services.Canary;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.backend.services.Services;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tries a new revision beside the old one: begins that, changes its share of the requests, promotes it, or takes it away. */
@Component
@Transactional
public class CanaryReleases {

    public static final int MOST_CONTAINERS = 100;

    private final Requests requests;
    private final Services services;
    private final Canaries canaries;
    private final CanaryRules rules;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    CanaryReleases(
            Requests requests,
            Services services,
            Canaries canaries,
            CanaryRules rules,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.requests = requests;
        this.services = services;
        this.canaries = canaries;
        this.rules = rules;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param percent how many of a hundred requests go to the new revision
     * @param containers how many of it run
     * @param tag of the new revision; null leaves the definition as it is
     */
    public record Wish(
            int percent, int containers, @Nullable String tag) {}

    @Transactional(readOnly = true)
    public Optional<Canary> of(UUID teamId, UUID serviceId) {
        services.find(teamId, serviceId);
        return canaries.of(serviceId);
    }

    /**
     * Starts containers of the latest definition beside those that run.
     *
     * @throws InvalidInputException naming what is wrong with the wish
     * @throws ConflictException {@code canary} if there is one already, {@code canary-exclusive} if old and new cannot run side by
     *     side, {@code canary-unbalanced} if no balancer splits the requests, {@code deployment-running} if the service is being
     *     worked on, {@code state} if nothing runs
     */
    public Deployment begin(UUID teamId, UUID serviceId, Actor by, Wish wish, @Nullable String key) {
        refuseWrong(wish);
        DeploymentRequest once = DeploymentRequest.of(key);
        return requests.once(teamId, serviceId, once, () -> {
            requests.refuseIfBusy(serviceId);
            Service service = withTag(services.find(teamId, serviceId), by, wish.tag());
            rules.refuseUnlessPossible(service);
            Deployment deployment = requests.opened(
                    service, Operation.CANARY, service.latest(), by, once.only(slots(service, wish.containers())));
            canaries.begin(serviceId, service.latest().id(), wish.percent(), wish.containers(), clock.instant());
            return deployment;
        });
    }

    /** Changes how many of a hundred requests go to the canary, while everything runs on. */
    public Canary changePercent(UUID teamId, UUID serviceId, Actor by, int percent) {
        Service service = services.find(teamId, serviceId);
        services.lockForDeployment(serviceId);
        Canary canary = required(service);
        refuseWrong(new Wish(percent, canary.containers(), null));
        if (canary.percent() != percent) {
            canaries.percent(serviceId, percent);
            audit.record(
                    teamId,
                    by,
                    "service.canary-percent",
                    "service",
                    serviceId,
                    "%s sends %d %% to its canary".formatted(service.name(), percent));
            events.publishEvent(new Changed(teamId, "services"));
            events.publishEvent(new Changed(teamId, "service-" + serviceId));
        }
        return canaries.of(serviceId).orElseThrow();
    }

    /** Replaces every container by one of the canary's revision, then removes the canary. */
    public Deployment promote(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.once(teamId, serviceId, request, () -> {
            requests.refuseIfBusy(serviceId);
            Service service = services.find(teamId, serviceId);
            Revision tried = services.revision(required(service).revision());
            return requests.opened(service, Operation.PROMOTE, tried, by, request);
        });
    }

    /** Takes the canary's containers out of use when they have ended what they have begun, and removes them. */
    public Deployment abort(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.once(teamId, serviceId, request, () -> {
            Service service = services.find(teamId, serviceId);
            int containers = required(service).containers();
            return requests.opened(service, Operation.ABORT, null, by, request.only(slots(service, containers)));
        });
    }

    private Canary required(Service service) {
        return canaries.of(service.id())
                .orElseThrow(() -> new ConflictException("no-canary", service.name() + " has no canary", null));
    }

    private Service withTag(Service service, Actor by, @Nullable String tag) {
        if (tag == null || tag.equals(service.definition().tag())) {
            return service;
        }
        ServiceDefinition next = secretsAsTheyAre(service.definition()).withTag(tag);
        return services.change(service.teamId(), service.id(), by, service.version(), next);
    }

    /** Without a value a secret stays what it is. */
    private static ServiceDefinition secretsAsTheyAre(ServiceDefinition definition) {
        return definition.withVariables(definition.variables().stream()
                .map(v -> v.secret() ? new Variable(v.key(), "", true) : v)
                .toList());
    }

    private static Set<Integer> slots(Service service, int containers) {
        return IntStream.rangeClosed(1, containers)
                .mapToObj(i -> service.targetCount() + i)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void refuseWrong(Wish wish) {
        List<FieldError> errors = new ArrayList<>();
        if (wish.percent() < 0 || wish.percent() > 100) {
            errors.add(new FieldError("percent", "choose a percentage from 0 to 100"));
        }
        if (wish.containers() < 1 || wish.containers() > MOST_CONTAINERS) {
            errors.add(new FieldError("containers", "choose 1 to " + MOST_CONTAINERS + " containers"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }
}
