package io.berth.backend.services;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts services together with their revisions and containers. */
@Component
class ServiceViews {

    private final RevisionRepository revisions;
    private final ContainerRepository containers;

    ServiceViews(RevisionRepository revisions, ContainerRepository containers) {
        this.revisions = revisions;
        this.containers = containers;
    }

    Service of(ServiceEntity service) {
        return of(List.of(service)).getFirst();
    }

    List<Service> of(List<ServiceEntity> services) {
        List<UUID> ids = services.stream().map(s -> s.id).toList();
        Map<UUID, List<RevisionEntity>> revisionsOf =
                revisions.findByServiceIdIn(ids).stream().collect(Collectors.groupingBy(r -> r.serviceId));
        Map<UUID, List<ContainerEntity>> containersOf =
                containers.findByServiceIdInAndPhaseNotOrderBySlotAscCreatedAtDesc(ids, ContainerPhase.REMOVED).stream()
                        .collect(Collectors.groupingBy(c -> c.serviceId));
        return services.stream()
                .map(s ->
                        view(s, revisionsOf.getOrDefault(s.id, List.of()), containersOf.getOrDefault(s.id, List.of())))
                .toList();
    }

    List<Container> containers(List<ContainerEntity> rows, Function<UUID, ServiceEntity> serviceOf) {
        List<UUID> ids = rows.stream().map(c -> c.serviceId).distinct().toList();
        Map<UUID, RevisionEntity> byId = byId(revisions.findByServiceIdIn(ids));
        return rows.stream()
                .map(c -> container(c, serviceOf.apply(c.serviceId), byId.get(c.revisionId)))
                .toList();
    }

    private Service view(ServiceEntity s, List<RevisionEntity> ofService, List<ContainerEntity> rows) {
        Map<UUID, RevisionEntity> byId = byId(ofService);
        RevisionEntity latest = ofService.stream()
                .max(Comparator.comparingInt(r -> r.number))
                .orElseThrow(() -> new IllegalStateException("service " + s.id + " has no revision"));
        List<Container> views =
                rows.stream().map(c -> container(c, s, byId.get(c.revisionId))).toList();
        return new Service(
                s.id,
                s.teamId,
                s.name,
                state(s, views),
                views.stream().allMatch(Container::synchronised),
                s.targetCount,
                latest.view(),
                s.deployedRevision,
                views,
                s.lastProblem,
                s.createdAt,
                s.deployedAt,
                s.startedAt,
                s.stoppedAt,
                s.terminatedAt,
                s.version);
    }

    private static ServiceState state(ServiceEntity service, List<Container> containers) {
        if (service.terminatedAt != null) {
            return ServiceState.TERMINATED;
        }
        if (service.activity != null) {
            return service.activity;
        }
        long running = containers.stream()
                .filter(c -> c.state() == ContainerState.RUNNING || c.state() == ContainerState.UNHEALTHY)
                .count();
        if (containers.isEmpty()) {
            return ServiceState.NOT_RUNNING;
        }
        if (running == 0) {
            return ServiceState.STOPPED;
        }
        return running >= service.targetCount && running == containers.size()
                ? ServiceState.RUNNING
                : ServiceState.PARTLY_RUNNING;
    }

    private static Container container(ContainerEntity c, ServiceEntity service, @Nullable RevisionEntity revision) {
        if (revision == null) {
            throw new IllegalStateException("container " + c.id + " has no revision");
        }
        return new Container(
                c.id,
                c.serviceId,
                c.teamId,
                c.nodeId,
                c.deploymentId,
                c.revisionId,
                revision.number,
                c.slot,
                service.name + "-" + c.slot,
                c.name,
                c.engineId,
                c.state(),
                revision.number == service.latestRevision,
                c.exitCode,
                c.address,
                c.readPorts(),
                c.readEnvironment(),
                c.restarts,
                c.failure,
                null,
                c.createdAt,
                c.startedAt,
                c.stoppedAt,
                c.removedAt);
    }

    private static Map<UUID, RevisionEntity> byId(Collection<RevisionEntity> revisions) {
        return revisions.stream().collect(Collectors.toMap(r -> r.id, Function.identity()));
    }
}
