package io.berth.backend.deployments;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.deployments.store.DeploymentLedger;
import io.berth.backend.deployments.store.DeploymentWishes;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.DefinitionRules;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.ServiceProgress;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what people want of a deployment that is under way. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Interventions {

    private final DeploymentLedger ledger;
    private final DeploymentWishes wishes;
    private final Services services;
    private final ServiceProgress progress;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Interventions(
            DeploymentLedger ledger,
            DeploymentWishes wishes,
            Services services,
            ServiceProgress progress,
            Audit audit,
            ApplicationEventPublisher events) {
        this.ledger = ledger;
        this.wishes = wishes;
        this.services = services;
        this.progress = progress;
        this.audit = audit;
        this.events = events;
    }

    void cancel(UUID teamId, UUID id, Actor by) {
        Deployment deployment = hold(teamId, id);
        if (deployment.cancelledBy() != null) {
            return;
        }
        refuseUnless(deployment.cancellable(), deployment, "be cancelled");
        noted(wishes.cancel(id, by), by, "cancel");
        // One that ends without having begun may have been the first.
        UUID serviceId = deployment.serviceId();
        ledger.notOver(serviceId).stream()
                .findFirst()
                .map(Deployment::id)
                .or(() -> ledger.openAutodestroy(teamId, serviceId))
                .ifPresent(next -> events.publishEvent(new DeploymentDue(next)));
    }

    void rollBack(UUID teamId, UUID id, Actor by) {
        Deployment deployment = hold(teamId, id);
        if (!deployment.state().ended() && deployment.rollBackBy() != null) {
            return;
        }
        refuseUnless(deployment.canRollBack(), deployment, "be rolled back");
        noted(wishes.rollBack(id, by), by, "rollback");
    }

    void pause(UUID teamId, UUID id, Actor by) {
        Deployment deployment = hold(teamId, id);
        if (deployment.state() == DeploymentState.PAUSED) {
            return;
        }
        refuseUnless(deployment.canPause(), deployment, "be paused");
        noted(wishes.pause(id, by), by, "pause");
    }

    void resume(UUID teamId, UUID id, Actor by) {
        Deployment deployment = hold(teamId, id);
        if (deployment.state() == DeploymentState.RUNNING && deployment.course() == Course.FORWARD) {
            return;
        }
        refuseUnless(deployment.canResume(), deployment, "be resumed");
        noted(wishes.resume(id, by), by, "resume");
    }

    void changeStrategy(UUID teamId, UUID id, Actor by, Rollout rollout) {
        Deployment deployment = hold(teamId, id);
        refuseUnless(!deployment.state().ended(), deployment, "be given another strategy");
        ServiceDefinition definition = services.revision(teamId, deployment.serviceId(), deployment.revision())
                .definition();
        List<FieldError> errors = DefinitionRules.checkRollout(rollout, definition);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        noted(wishes.strategy(id, by, rollout), by, "strategy");
    }

    /** Only the service's id is read before the service is held: what is decided upon must be the newest. */
    private Deployment hold(UUID teamId, UUID id) {
        UUID serviceId = ledger.serviceOf(teamId, id).orElseThrow(() -> new NotFoundException("deployment " + id));
        progress.hold(serviceId);
        return ledger.find(teamId, id).orElseThrow(() -> new NotFoundException("deployment " + id));
    }

    private void noted(Deployment deployment, Actor by, String what) {
        audit.record(
                deployment.teamId(),
                by,
                "deployment." + what,
                "deployment",
                deployment.id(),
                deployment.serviceName() + ", deployment " + deployment.number());
        if (!deployment.state().ended()) {
            events.publishEvent(new DeploymentDue(deployment.id()));
        }
    }

    private static void refuseUnless(boolean possible, Deployment deployment, String what) {
        if (!possible) {
            throw new ConflictException(
                    "state",
                    "Deployment %d is %s: it cannot %s now"
                            .formatted(
                                    deployment.number(),
                                    deployment.state().label().toLowerCase(Locale.ROOT),
                                    what));
        }
    }
}
