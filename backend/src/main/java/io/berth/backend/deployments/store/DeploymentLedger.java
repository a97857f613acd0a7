package io.berth.backend.deployments.store;

import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.deployments.DeploymentDetails.KeptLog;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.FoundDeployments;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.Container;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceProgress;
import io.berth.backend.services.Services;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The book of deployments: writes new ones, reads old ones. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class DeploymentLedger {

    private final DeploymentRepository deployments;
    private final DeploymentQueries queries;
    private final DeploymentViews views;
    private final Queue queue;
    private final Autodestroys autodestroys;
    private final JobDescriptions jobs;
    private final Services services;
    private final ServiceProgress progress;
    private final TimeLine timeLine;
    private final Receipts receipts;
    private final InstantSource clock;

    DeploymentLedger(
            DeploymentRepository deployments,
            DeploymentQueries queries,
            DeploymentViews views,
            Queue queue,
            Autodestroys autodestroys,
            JobDescriptions jobs,
            Services services,
            ServiceProgress progress,
            TimeLine timeLine,
            Receipts receipts,
            InstantSource clock) {
        this.deployments = deployments;
        this.queries = queries;
        this.views = views;
        this.queue = queue;
        this.autodestroys = autodestroys;
        this.jobs = jobs;
        this.services = services;
        this.progress = progress;
        this.timeLine = timeLine;
        this.receipts = receipts;
        this.clock = clock;
    }

    public Optional<Deployment> byRequestKey(UUID serviceId, String requestKey) {
        return deployments.findByServiceIdAndRequestKey(serviceId, requestKey).map(views::of);
    }

    /** The deployments of the service that are not over, in the order in which they have their turn. */
    public List<Deployment> notOver(UUID serviceId) {
        return views.of(queue.of(serviceId));
    }

    /**
     * Writes a deployment down, at the end of the service's queue or in the place of those in it.
     *
     * @param chosen the revision, if the operation does not follow from what is in force
     */
    public Deployment open(
            Service service, Operation operation, @Nullable Revision chosen, Actor by, DeploymentRequest request) {
        List<DeploymentEntity> earlier = queue.of(service.id());
        DeploymentEntity deployment = new DeploymentEntity(
                UUID.randomUUID(),
                service.id(),
                service.teamId(),
                deployments.lastNumber(service.id()) + 1,
                operation,
                chosen == null ? service.latest().id() : chosen.id(),
                service.targetCount(),
                request.slots(),
                clock.instant());
        deployment.requestedBy = by.userId();
        deployment.requestedAs = by.name();
        deployment.requestKey = request.key();
        if (request.rollout() != null) {
            deployment.choose(request.rollout());
        }
        queue.takeStock(deployment, service);
        deployments.saveAndFlush(deployment);
        timeLine.note(deployment, Level.INFO, operation.label() + " asked for by " + by.name());
        if (request.whenBusy() == DeploymentRequest.WhenBusy.SUPERSEDE) {
            queue.supersede(earlier, deployment.number);
        }
        if (earlier.isEmpty()) {
            boolean empty = service.containers().isEmpty();
            progress.activity(service.id(), Activity.of(operation, empty));
        }
        return views.of(deployment);
    }

    /** If containers have ended and are to be removed then: the deployment that does it, unless others are in the queue. */
    public Optional<UUID> openAutodestroy(UUID teamId, UUID serviceId) {
        Set<Integer> slots = autodestroys.slots(serviceId);
        if (slots.isEmpty() || !queue.of(serviceId).isEmpty()) {
            return Optional.empty();
        }
        Service service = services.find(teamId, serviceId);
        DeploymentRequest request =
                new DeploymentRequest(null, DeploymentRequest.WhenBusy.QUEUE, Set.copyOf(slots), null);
        return Optional.of(
                open(service, Operation.DESTROY, null, Actor.BERTH, request).id());
    }

    /** Whether a service has containers that have ended and are to be removed then. */
    public boolean hasEnded(UUID serviceId) {
        return !autodestroys.slots(serviceId).isEmpty();
    }

    /** The service that a deployment works on. */
    public Optional<UUID> serviceOf(UUID teamId, UUID id) {
        return deployments.serviceOf(teamId, id);
    }

    public Optional<Deployment> find(UUID teamId, UUID id) {
        return deployments.findByTeamIdAndId(teamId, id).map(views::of);
    }

    public List<Deployment> ofTeam(UUID teamId, int limit) {
        return views.of(deployments.findByTeamIdOrderByCreatedAtDesc(teamId, Limit.of(limit)));
    }

    public List<Deployment> ofService(UUID serviceId, int limit) {
        return views.of(deployments.findByServiceIdOrderByNumberDesc(serviceId, Limit.of(limit)));
    }

    public FoundDeployments search(UUID teamId, DeploymentSearch search, int offset, int limit) {
        return new FoundDeployments(
                queries.count(teamId, search), views.of(queries.find(teamId, search, offset, limit)));
    }

    public List<Difference> differences(@Nullable Revision from, Revision to) {
        return Differences.between(from, to);
    }

    public Optional<DeploymentDetails> details(UUID teamId, UUID id) {
        return deployments.findByTeamIdAndId(teamId, id).map(d -> {
            Revision to = services.revision(d.revisionId);
            Revision from = d.fromRevisionId == null ? null : services.revision(d.fromRevisionId);
            return new DeploymentDetails(
                    views.of(d),
                    containersOf(d),
                    timeLine.of(d.id),
                    Differences.between(from, to),
                    logsOf(d),
                    jobs.open(d),
                    receipts.of(d.id));
        });
    }

    private List<KeptLog> logsOf(DeploymentEntity deployment) {
        return services.keptLogs(deployment.id).stream()
                .map(kept -> new KeptLog(
                        kept.container().id(),
                        kept.container().displayName(),
                        kept.container().slot(),
                        kept.container().revision(),
                        kept.container().failure() != null,
                        kept.keptAt(),
                        kept.text()))
                .sorted(Comparator.comparingInt(KeptLog::slot).thenComparing(KeptLog::keptAt))
                .toList();
    }

    private List<Container> containersOf(DeploymentEntity deployment) {
        Map<UUID, Container> byId = new LinkedHashMap<>();
        services.madeBy(deployment.id).forEach(c -> byId.put(c.id(), c));
        if (!deployment.state.ended() || byId.isEmpty()) {
            services.find(deployment.teamId, deployment.serviceId)
                    .containers()
                    .forEach(c -> byId.putIfAbsent(c.id(), c));
        }
        return byId.values().stream()
                .sorted(Comparator.comparingInt(Container::slot)
                        .thenComparing(
                                Comparator.comparing(Container::createdAt).reversed()))
                .toList();
    }
}
