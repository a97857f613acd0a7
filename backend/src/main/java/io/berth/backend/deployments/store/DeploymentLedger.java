package io.berth.backend.deployments.store;

import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.FoundDeployments;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.Services;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.Wire;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final Services services;
    private final Containers containers;
    private final TimeLine timeLine;
    private final InstantSource clock;

    DeploymentLedger(
            DeploymentRepository deployments,
            DeploymentQueries queries,
            Services services,
            Containers containers,
            TimeLine timeLine,
            InstantSource clock) {
        this.deployments = deployments;
        this.queries = queries;
        this.services = services;
        this.containers = containers;
        this.timeLine = timeLine;
        this.clock = clock;
    }

    public Optional<Deployment> byRequestKey(UUID serviceId, String requestKey) {
        return deployments.findByServiceIdAndRequestKey(serviceId, requestKey).map(this::view);
    }

    public Optional<Deployment> atWorkOn(UUID serviceId) {
        return deployments.atWorkOn(serviceId).map(this::view);
    }

    /** Writes a deployment of the service's latest revision, with what every slot holds now. */
    public Deployment open(Service service, Operation operation, int count, Actor by, @Nullable String requestKey) {
        List<ContainerRecord> present = containers.present(service.id());
        Map<Integer, BaselineSlot> baseline = new LinkedHashMap<>();
        for (ContainerRecord c : present) {
            BaselineSlot slot =
                    new BaselineSlot(c.slot(), c.revisionId(), c.nodeId(), c.phase() == ContainerPhase.RUNNING);
            baseline.merge(c.slot(), slot, (one, other) -> one.running() ? one : other);
        }
        UUID from = service.containers().stream()
                .max(Comparator.comparingInt(Container::revision))
                .map(Container::revisionId)
                .orElse(null);
        DeploymentEntity deployment = new DeploymentEntity(
                UUID.randomUUID(),
                service.id(),
                service.teamId(),
                deployments.lastNumber(service.id()) + 1,
                operation,
                service.latest().id(),
                from,
                count,
                List.copyOf(baseline.values()),
                clock.instant());
        deployment.requestedBy = by.userId();
        deployment.requestedAs = by.name();
        deployment.requestKey = requestKey;
        deployments.saveAndFlush(deployment);
        timeLine.note(deployment, Level.INFO, operation.label() + " asked for by " + by.name());
        return view(deployment);
    }

    /** Notes that somebody wants it ended. Empty if there is nothing to end any more. */
    public Optional<Deployment> cancel(UUID teamId, UUID id, Actor by) {
        return deployments
                .findByTeamIdAndId(teamId, id)
                .filter(d -> !d.state.ended() && d.turned == null && d.cancelRequested == null)
                .map(d -> {
                    d.cancelRequested = by.name();
                    d.wakeAt = clock.instant();
                    timeLine.note(d, Level.INFO, "Cancelled by " + by.name());
                    return view(d);
                });
    }

    /** The service that a deployment works on. */
    public Optional<UUID> serviceOf(UUID teamId, UUID id) {
        return deployments.serviceOf(teamId, id);
    }

    public Optional<Deployment> find(UUID teamId, UUID id) {
        return deployments.findByTeamIdAndId(teamId, id).map(this::view);
    }

    public List<Deployment> ofTeam(UUID teamId, int limit) {
        return views(deployments.findByTeamIdOrderByCreatedAtDesc(teamId, Limit.of(limit)));
    }

    public List<Deployment> ofService(UUID serviceId, int limit) {
        return views(deployments.findByServiceIdOrderByNumberDesc(serviceId, Limit.of(limit)));
    }

    public FoundDeployments search(UUID teamId, DeploymentSearch search, int offset, int limit) {
        return new FoundDeployments(queries.count(teamId, search), views(queries.find(teamId, search, offset, limit)));
    }

    public Optional<DeploymentDetails> details(UUID teamId, UUID id) {
        return deployments.findByTeamIdAndId(teamId, id).map(d -> {
            Revision to = services.revision(d.revisionId);
            Revision from = d.fromRevisionId == null ? null : services.revision(d.fromRevisionId);
            return new DeploymentDetails(
                    view(d), containersOf(d), timeLine.of(d.id), Differences.between(from, to), List.of(), List.of());
        });
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

    private Deployment view(DeploymentEntity deployment) {
        return views(List.of(deployment)).getFirst();
    }

    private List<Deployment> views(List<DeploymentEntity> rows) {
        Set<UUID> serviceIds = rows.stream().map(d -> d.serviceId).collect(Collectors.toSet());
        Map<UUID, Service> byId =
                services.all(serviceIds).stream().collect(Collectors.toMap(Service::id, Function.identity()));
        Set<UUID> revisionIds = new HashSet<>();
        rows.forEach(d -> {
            revisionIds.add(d.revisionId);
            if (d.fromRevisionId != null) {
                revisionIds.add(d.fromRevisionId);
            }
        });
        Map<UUID, Revision> revisions = services.revisionsById(revisionIds);
        return rows.stream()
                .map(d -> view(
                        d,
                        Objects.requireNonNull(byId.get(d.serviceId)),
                        Objects.requireNonNull(revisions.get(d.revisionId)),
                        d.fromRevisionId == null ? null : revisions.get(d.fromRevisionId)))
                .toList();
    }

    private static Deployment view(DeploymentEntity d, Service service, Revision revision, @Nullable Revision from) {
        return new Deployment(
                d.id,
                d.teamId,
                d.serviceId,
                service.name(),
                d.number,
                d.operation,
                d.state,
                revision.number(),
                from == null ? null : from.number(),
                revision.definition().image(),
                revision.definition().tag(),
                digest(revision),
                from == null ? null : from.definition().tag(),
                from == null ? null : digest(from),
                d.requestedAs,
                d.cancelRequested,
                d.rollBackRequested,
                d.course,
                d.turned,
                d.paused,
                Wire.read(d.rollout, Rollout.class),
                Set.of(),
                0,
                d.waitingFor,
                d.state.ended() ? d.message : null,
                d.doneSlots,
                d.totalSlots,
                d.createdAt,
                d.startedAt,
                d.finishedAt);
    }

    private static @Nullable String digest(Revision revision) {
        PinnedImage image = revision.image();
        if (image == null) {
            return null;
        }
        return image.digest() != null ? image.digest() : image.imageId();
    }
}
