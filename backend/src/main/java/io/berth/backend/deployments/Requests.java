package io.berth.backend.deployments;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.deployments.store.DeploymentLedger;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Canaries;
import io.berth.backend.services.DefinitionRules;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceProgress;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes wishes for new deployments: refuses what makes no sense, and lines up the rest. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Requests {

    private final DeploymentLedger ledger;
    private final Services services;
    private final ServiceProgress progress;
    private final Canaries canaries;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Requests(
            DeploymentLedger ledger,
            Services services,
            ServiceProgress progress,
            Canaries canaries,
            Audit audit,
            ApplicationEventPublisher events) {
        this.ledger = ledger;
        this.services = services;
        this.progress = progress;
        this.canaries = canaries;
        this.audit = audit;
        this.events = events;
    }

    Deployment ask(UUID teamId, UUID serviceId, Operation operation, Actor by, DeploymentRequest request) {
        return once(teamId, serviceId, request, () -> open(find(teamId, serviceId), operation, null, by, request));
    }

    Deployment scale(UUID teamId, UUID serviceId, Actor by, int count, DeploymentRequest request) {
        return once(teamId, serviceId, request, () -> {
            services.setTargetCount(teamId, serviceId, by, count);
            return open(find(teamId, serviceId), Operation.SCALE, null, by, request);
        });
    }

    Deployment rollback(UUID teamId, UUID serviceId, Actor by, int number, DeploymentRequest request) {
        return once(teamId, serviceId, request, () -> {
            Revision revision = services.revision(teamId, serviceId, number);
            if (revision.image() == null) {
                throw new ConflictException(
                        "state", "Revision " + number + " was never deployed: there is nothing to go back to.");
            }
            return open(find(teamId, serviceId), Operation.ROLLBACK, revision, by, request);
        });
    }

    /** Whatever the request says: what comes before might leave nothing to do it with. */
    void refuseIfBusy(UUID serviceId) {
        ledger.notOver(serviceId).stream().findFirst().ifPresent(Requests::refuseBehind);
    }

    void removeEnded(UUID serviceId) {
        if (!ledger.hasEnded(serviceId)) {
            return;
        }
        progress.hold(serviceId);
        services.all(Set.of(serviceId)).stream()
                .findFirst()
                .flatMap(service -> ledger.openAutodestroy(service.teamId(), serviceId))
                .ifPresent(id -> events.publishEvent(new DeploymentDue(id)));
    }

    /** Everything is read only once the service is held: what was read before may have changed while this waited. */
    Deployment once(UUID teamId, UUID serviceId, DeploymentRequest request, Supplier<Deployment> otherwise) {
        progress.hold(serviceId);
        find(teamId, serviceId);
        String key = request.key();
        Optional<Deployment> same = key == null ? Optional.empty() : ledger.byRequestKey(serviceId, key);
        if (same.isPresent()) {
            return same.get();
        }
        if (request.whenBusy() == WhenBusy.REFUSE) {
            ledger.notOver(serviceId).stream().findFirst().ifPresent(Requests::refuseBehind);
        }
        return otherwise.get();
    }

    private Service find(UUID teamId, UUID serviceId) {
        return services.find(teamId, serviceId);
    }

    private Deployment open(
            Service service, Operation operation, @Nullable Revision chosen, Actor by, DeploymentRequest request) {
        refuseWrong(service, chosen, request);
        refuseBesideCanary(service, operation, request);
        return opened(service, operation, chosen, by, request);
    }

    /** A request that was found to make sense. */
    Deployment opened(
            Service service, Operation operation, @Nullable Revision chosen, Actor by, DeploymentRequest request) {
        List<Deployment> earlier = ledger.notOver(service.id());
        Possible.refuseUnlessPossible(service, operation, request, !earlier.isEmpty());
        Deployment deployment = ledger.open(service, operation, chosen, by, request);
        audit.record(
                service.teamId(),
                by,
                "service." + operation.name().toLowerCase(Locale.ROOT),
                "service",
                service.id(),
                service.name() + ", deployment " + deployment.number());
        events.publishEvent(new DeploymentDue(deployment.id()));
        earlier.stream().findFirst().ifPresent(first -> events.publishEvent(new DeploymentDue(first.id())));
        return deployment;
    }

    /** They would leave open what becomes of the canary, or move it to a slot that is none of its own. */
    private void refuseBesideCanary(Service service, Operation operation, DeploymentRequest request) {
        boolean touches = operation.replaces()
                || operation == Operation.SCALE
                || (operation == Operation.START && !request.slots().isEmpty());
        if (touches && canaries.of(service.id()).isPresent()) {
            throw new ConflictException("canary", service.name() + " has a canary: promote it or abort it first", null);
        }
    }

    private static void refuseBehind(Deployment running) {
        throw new ConflictException(
                "deployment-running",
                "%s is being worked on: %s %d runs; wait for it or cancel it"
                        .formatted(
                                running.serviceName(),
                                running.operation().label().toLowerCase(Locale.ROOT),
                                running.number()),
                null);
    }

    private void refuseWrong(Service service, @Nullable Revision chosen, DeploymentRequest request) {
        if (request.rollout() != null) {
            Revision target = chosen == null ? service.latest() : chosen;
            List<FieldError> errors = DefinitionRules.checkRollout(request.rollout(), target.definition());
            if (!errors.isEmpty()) {
                throw new InvalidInputException(errors);
            }
        }
        for (int slot : request.slots()) {
            boolean exists = (slot >= 1 && slot <= service.targetCount())
                    || service.containers().stream().anyMatch(c -> c.slot() == slot);
            if (!exists) {
                throw new NotFoundException("slot " + slot);
            }
        }
    }
}
