package io.berth.backend.deployments;

import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.deployments.store.DeploymentLedger;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for deployments and tells their history. One deployment at a time works on a service; later ones wait for their turn,
 * or take the place of earlier ones.
 *
 * <p>A request key makes asking twice harmless: the same key for the same service gives the same deployment, as when a form
 * is sent twice by a double click.
 */
@Component
@Transactional
public class Deployments {

    private final DeploymentLedger ledger;
    private final Services services;
    private final Requests requests;
    private final Interventions interventions;

    Deployments(DeploymentLedger ledger, Services services, Requests requests, Interventions interventions) {
        this.ledger = ledger;
        this.services = services;
        this.requests = requests;
        this.interventions = interventions;
    }

    /**
     * Replaces containers by those of the latest revision; also a service's first deployment.
     *
     * @throws ConflictException {@code deployment-running} if another deployment is not over and the request does not want
     *     to wait, {@code state} if the service is terminated
     * @throws InvalidInputException naming what is wrong with the strategy or the slots
     */
    public Deployment redeploy(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.ask(teamId, serviceId, Operation.DEPLOY, by, request);
    }

    /** Starts what is stopped and makes what is missing. */
    public Deployment start(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.ask(teamId, serviceId, Operation.START, by, request);
    }

    /** Stops containers and keeps them. */
    public Deployment stop(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.ask(teamId, serviceId, Operation.STOP, by, request);
    }

    /** Removes every container and ends the service. Its volumes are kept. */
    public Deployment terminate(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.ask(teamId, serviceId, Operation.TERMINATE, by, request);
    }

    /** Sets the number of containers and reaches it, keeping those that are there. */
    public Deployment scale(UUID teamId, UUID serviceId, Actor by, int count, DeploymentRequest request) {
        return requests.scale(teamId, serviceId, by, count, request);
    }

    /**
     * Replaces every container by one of a revision that was deployed before, by exactly its image: nothing is looked up anew.
     * Once that has succeeded the revision is the service's definition again.
     *
     * @throws NotFoundException if the service has no such revision
     * @throws ConflictException {@code state} if the revision was never deployed, or the service is terminated
     */
    public Deployment rollback(UUID teamId, UUID serviceId, Actor by, int revision, DeploymentRequest request) {
        return requests.rollback(teamId, serviceId, by, revision, request);
    }

    /** Stops and starts the service's containers without replacing them. */
    public Deployment restart(UUID teamId, UUID serviceId, Actor by, DeploymentRequest request) {
        return requests.ask(teamId, serviceId, Operation.RESTART, by, request);
    }

    /** Removes containers that have ended by themselves, if their definition says so and nothing else is at work. */
    void removeEnded(UUID serviceId) {
        requests.removeEnded(serviceId);
    }

    /**
     * Ends a deployment where it is, at any moment: nothing more is replaced, what is half done is finished or undone. One
     * that has not begun ends at once. To ask twice is the same as once.
     *
     * @throws ConflictException if it has ended otherwise
     */
    public void cancel(UUID teamId, UUID deploymentId, Actor by) {
        interventions.cancel(teamId, deploymentId, by);
    }

    /**
     * Turns a deployment round that is replacing containers: every slot goes back to what it held before.
     *
     * @throws ConflictException {@code state} if it cannot be turned round any more
     */
    public void rollBack(UUID teamId, UUID deploymentId, Actor by) {
        interventions.rollBack(teamId, deploymentId, by);
    }

    /**
     * Replaces nothing more until resumed; what is under way is brought to its end. Harmless if it is paused already.
     *
     * @throws ConflictException {@code state} if it is not replacing containers
     */
    public void pause(UUID teamId, UUID deploymentId, Actor by) {
        interventions.pause(teamId, deploymentId, by);
    }

    /**
     * Goes on with a paused deployment; slots that failed are tried again. Harmless if it is at work.
     *
     * @throws ConflictException {@code state} if it is over, going back or being ended
     */
    public void resume(UUID teamId, UUID deploymentId, Actor by) {
        interventions.resume(teamId, deploymentId, by);
    }

    /**
     * Changes the strategy of a deployment that is not over.
     *
     * @throws InvalidInputException naming every field that is wrong
     * @throws ConflictException {@code state} if it is over
     */
    public void changeStrategy(UUID teamId, UUID deploymentId, Actor by, Rollout rollout) {
        interventions.changeStrategy(teamId, deploymentId, by, rollout);
    }

    /** What differs between two revisions of a service, in words for people; secrets are masked. */
    @Transactional(readOnly = true)
    public List<Difference> compare(UUID teamId, UUID serviceId, int from, int to) {
        return ledger.differences(services.revision(teamId, serviceId, from), services.revision(teamId, serviceId, to));
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

    /** The deployment that is at work on the service, or about to begin; those behind it wait. */
    @Transactional(readOnly = true)
    public Optional<Deployment> current(UUID teamId, UUID serviceId) {
        services.find(teamId, serviceId);
        return atWork(serviceId);
    }

    /** Likewise, of a service of any team: for the platform's own use. */
    @Transactional(readOnly = true)
    Optional<Deployment> atWork(UUID serviceId) {
        return ledger.notOver(serviceId).stream().findFirst();
    }
}
