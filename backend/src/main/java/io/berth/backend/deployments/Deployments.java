package io.berth.backend.deployments;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.deployments.store.DeploymentLedger;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.ServiceState;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for deployments and tells their history. One deployment at a time works on a service.
 *
 * <p>A request key makes asking twice harmless: the same key for the same service gives the same deployment, as when a form
 * is sent twice by a double click.
 */
@Component
@Transactional
public class Deployments {

    private final DeploymentLedger ledger;
    private final Services services;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Deployments(DeploymentLedger ledger, Services services, Audit audit, ApplicationEventPublisher events) {
        this.ledger = ledger;
        this.services = services;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Replaces every container by one of the latest revision; also a service's first deployment.
     *
     * @throws ConflictException {@code deployment-running} if another deployment is at work, {@code state} if the service is
     *     terminated
     */
    public Deployment redeploy(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return request(teamId, serviceId, Operation.DEPLOY, by, request.key());
    }

    /** Starts what is stopped and makes what is missing. */
    public Deployment start(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return request(teamId, serviceId, Operation.START, by, request.key());
    }

    /** Stops every container and keeps it. */
    public Deployment stop(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return request(teamId, serviceId, Operation.STOP, by, request.key());
    }

    /** Removes every container and ends the service. Its volumes are kept. */
    public Deployment terminate(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return request(teamId, serviceId, Operation.TERMINATE, by, request.key());
    }

    /** Sets the number of containers and reaches it, keeping those that are there. */
    public Deployment scale(UUID teamId, UUID serviceId, Actor by, int count, DeploymentRequest request) {
        hold(teamId, serviceId);
        Optional<Deployment> same = sameRequest(serviceId, request.key());
        if (same.isPresent()) {
            return same.get();
        }
        refuseWhileAtWork(serviceId);
        services.setTargetCount(teamId, serviceId, by, count);
        return request(teamId, serviceId, Operation.SCALE, by, request.key());
    }

    /**
     * Ends a deployment: the slots that it changed return to what they held before. One that has ended, or is going back
     * already, is left alone.
     */
    public void cancel(UUID teamId, UUID deploymentId, Actor by) {
        // Only the service's id is read before the service is held: what is decided upon must be the newest.
        UUID serviceId = ledger.serviceOf(teamId, deploymentId)
                .orElseThrow(() -> new NotFoundException("deployment " + deploymentId));
        services.lockForDeployment(serviceId);
        ledger.cancel(teamId, deploymentId, by).ifPresent(cancelled -> {
            audit.record(teamId, by, "deployment.cancel", "deployment", deploymentId, cancelled.serviceName());
            events.publishEvent(new DeploymentDue(deploymentId));
        });
    }

    /**
     * Replaces every container by one of a revision that was deployed before, by exactly its image: nothing is looked up anew.
     * Once that has succeeded the revision is the service's definition again.
     *
     * @throws NotFoundException if the service has no such revision
     * @throws ConflictException {@code state} if the revision was never deployed, or the service is terminated
     */
    public Deployment rollback(UUID teamId, UUID serviceId, Actor by, int revision, DeploymentRequest request) {
        throw new UnsupportedOperationException();
    }

    /** Stops and starts the service's containers without replacing them. */
    public Deployment restart(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        throw new UnsupportedOperationException();
    }

    /**
     * Turns a deployment round that is replacing containers: every slot goes back to what it held before.
     *
     * @throws ConflictException {@code state} if it cannot be turned round any more
     */
    public void rollBack(UUID teamId, UUID deploymentId, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Replaces nothing more until resumed; what is under way is brought to its end. Harmless if it is paused already. */
    public void pause(UUID teamId, UUID deploymentId, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Goes on with a paused deployment; slots that failed are tried again. */
    public void resume(UUID teamId, UUID deploymentId, Actor by) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes the strategy of a deployment that is not over.
     *
     * @throws InvalidInputException naming every field that is wrong
     */
    public void changeStrategy(UUID teamId, UUID deploymentId, Actor by, Rollout rollout) {
        throw new UnsupportedOperationException();
    }

    /** What differs between two revisions of a service, in words for people; secrets are masked. */
    @Transactional(readOnly = true)
    public List<Difference> compare(UUID teamId, UUID serviceId, int from, int to) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Deployment find(UUID teamId, UUID id) {
        return ledger.find(teamId, id).orElseThrow(() -> new NotFoundException("deployment " + id));
    }

    @Transactional(readOnly = true)
    public DeploymentDetails details(UUID teamId, UUID id) {
        return ledger.details(teamId, id).orElseThrow(() -> new NotFoundException("deployment " + id));
    }

    /** The team's deployments, the newest first. */
    @Transactional(readOnly = true)
    public List<Deployment> history(UUID teamId, int limit) {
        return ledger.ofTeam(teamId, limit);
    }

    /** Those of the team's deployments that are looked for, the newest first. */
    @Transactional(readOnly = true)
    public FoundDeployments search(UUID teamId, DeploymentSearch search, int offset, int limit) {
        return ledger.search(teamId, search, offset, limit);
    }

    /** A service's deployments, the newest first. */
    @Transactional(readOnly = true)
    public List<Deployment> ofService(UUID teamId, UUID serviceId, int limit) {
        services.find(teamId, serviceId);
        return ledger.ofService(serviceId, limit);
    }

    /** The deployment that is at work on the service, if one is. */
    @Transactional(readOnly = true)
    public Optional<Deployment> current(UUID teamId, UUID serviceId) {
        services.find(teamId, serviceId);
        return ledger.atWorkOn(serviceId);
    }

    private Deployment request(
            UUID teamId, UUID serviceId, Operation operation, Actor by, @Nullable String requestKey) {
        Service service = hold(teamId, serviceId);
        Optional<Deployment> same = sameRequest(serviceId, requestKey);
        if (same.isPresent()) {
            return same.get();
        }
        refuseWhileAtWork(serviceId);
        refuseUnlessPossible(service, operation);
        Deployment deployment = ledger.open(service, operation, service.targetCount(), by, requestKey);
        services.activity(serviceId, activity(service, operation));
        audit.record(
                teamId,
                by,
                "service." + operation.name().toLowerCase(Locale.ROOT),
                "service",
                serviceId,
                service.name() + ", deployment " + deployment.number());
        events.publishEvent(new DeploymentDue(deployment.id()));
        return deployment;
    }

    /** Reads the service only once it is held: what was read before may have changed while this waited for the lock. */
    private Service hold(UUID teamId, UUID serviceId) {
        Service service = services.lockForDeployment(serviceId);
        if (!service.teamId().equals(teamId)) {
            throw new NotFoundException("service " + serviceId);
        }
        return service;
    }

    private Optional<Deployment> sameRequest(UUID serviceId, @Nullable String requestKey) {
        return requestKey == null ? Optional.empty() : ledger.byRequestKey(serviceId, requestKey);
    }

    private void refuseWhileAtWork(UUID serviceId) {
        ledger.atWorkOn(serviceId).ifPresent(running -> {
            throw new ConflictException(
                    "deployment-running",
                    "%s is being worked on: %s %d runs; wait for it or cancel it"
                            .formatted(
                                    running.serviceName(),
                                    running.operation().label().toLowerCase(Locale.ROOT),
                                    running.number()),
                    null);
        });
    }

    private static void refuseUnlessPossible(Service service, Operation operation) {
        boolean possible = switch (operation) {
            case DEPLOY, ROLLBACK, SCALE, RESTART, DESTROY, TERMINATE -> service.state() != ServiceState.TERMINATED;
            case START ->
                switch (service.state()) {
                    case NOT_RUNNING, STOPPED, PARTLY_RUNNING -> true;
                    default -> false;
                };
            case STOP -> service.state() == ServiceState.RUNNING || service.state() == ServiceState.PARTLY_RUNNING;
        };
        if (!possible) {
            throw new ConflictException(
                    "state",
                    "%s is %s: it cannot %s now"
                            .formatted(
                                    service.name(),
                                    service.state().label().toLowerCase(Locale.ROOT),
                                    operation.label().toLowerCase(Locale.ROOT)),
                    null);
        }
    }

    private static ServiceState activity(Service service, Operation operation) {
        return switch (operation) {
            case DEPLOY, ROLLBACK -> service.containers().isEmpty() ? ServiceState.STARTING : ServiceState.REDEPLOYING;
            case SCALE -> ServiceState.SCALING;
            case START, RESTART -> ServiceState.STARTING;
            case STOP -> ServiceState.STOPPING;
            case DESTROY -> ServiceState.SCALING;
            case TERMINATE -> ServiceState.TERMINATING;
        };
    }
}
