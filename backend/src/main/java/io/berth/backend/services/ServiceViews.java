package io.berth.backend.services;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final ContainerLogRepository logs;

    ServiceViews(RevisionRepository revisions, ContainerRepository containers, ContainerLogRepository logs) {
        this.revisions = revisions;
        this.containers = containers;
        this.logs = logs;
    }

    Service of(ServiceEntity service) {
        return of(List.of(service)).getFirst();
    }

    List<Service> of(List<ServiceEntity> services) {
        List<UUID> ids = services.stream().map(s -> s.id).toList();
        Map<UUID, RevisionEntity> definitions =
                revisions.definitionsOf(ids).stream().collect(Collectors.toMap(r -> r.serviceId, Function.identity()));
        List<ContainerEntity> rows =
                containers.findByServiceIdInAndPhaseNotOrderBySlotAscCreatedAtDesc(ids, ContainerPhase.REMOVED);
        Map<UUID, ServiceEntity> byId =
                services.stream().collect(Collectors.toMap(s -> s.id, Function.identity(), (one, _) -> one));
        Map<UUID, List<Container>> containersOf = containers(rows, id -> Objects.requireNonNull(byId.get(id))).stream()
                .collect(Collectors.groupingBy(Container::serviceId));
        return services.stream()
                .map(s -> view(s, definitions.get(s.id), containersOf.getOrDefault(s.id, List.of())))
                .toList();
    }

    List<Container> containers(List<ContainerEntity> rows, Function<UUID, ServiceEntity> serviceOf) {
        Set<UUID> ids = rows.stream().map(c -> c.revisionId).collect(Collectors.toSet());
        Map<UUID, RevisionEntity> byId = ids.isEmpty()
                ? Map.of()
                : revisions.findAllById(ids).stream().collect(Collectors.toMap(r -> r.id, Function.identity()));
        Map<UUID, String> lastWords = lastWords(rows);
        return rows.stream()
                .map(c -> container(c, serviceOf.apply(c.serviceId), byId.get(c.revisionId), lastWords.get(c.id)))
                .toList();
    }

    private Map<UUID, String> lastWords(List<ContainerEntity> rows) {
        Set<UUID> failed =
                rows.stream().filter(c -> c.failure != null).map(c -> c.id).collect(Collectors.toSet());
        return failed.isEmpty()
                ? Map.of()
                : logs.findAllById(failed).stream().collect(Collectors.toMap(l -> l.containerId, l -> l.text));
    }

    private static Service view(ServiceEntity s, @Nullable RevisionEntity latest, List<Container> views) {
        if (latest == null) {
            throw new IllegalStateException("service " + s.id + " lacks its latest revision");
        }
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

    private static Container container(
            ContainerEntity c, ServiceEntity service, @Nullable RevisionEntity revision, @Nullable String lastWords) {
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
                lastWords,
                c.createdAt,
                c.startedAt,
                c.stoppedAt,
                c.removedAt);
    }
}
