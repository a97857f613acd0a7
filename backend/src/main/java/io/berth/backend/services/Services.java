package io.berth.backend.services;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The services of a team: their definitions, revisions and containers. Changing a definition touches no container: that is
 * what a deployment is for.
 *
 * <p>Everything is found by team and id; another team's ids do not exist ({@link NotFoundException}).
 */
@Component
@Transactional
public class Services {

    /** How long a removed container is still listed. */
    private static final Duration RECENTLY = Duration.ofMinutes(10);

    private final ServiceRepository services;
    private final RevisionRepository revisions;
    private final Revisions numbered;
    private final ContainerRepository containers;
    private final ContainerLogRepository logs;
    private final ServiceViews views;
    private final Canaries canaries;
    private final SecretVariables secrets;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Services(
            ServiceRepository services,
            RevisionRepository revisions,
            Revisions numbered,
            ContainerRepository containers,
            ContainerLogRepository logs,
            ServiceViews views,
            Canaries canaries,
            SecretVariables secrets,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.services = services;
        this.revisions = revisions;
        this.numbered = numbered;
        this.containers = containers;
        this.logs = logs;
        this.views = views;
        this.canaries = canaries;
        this.secrets = secrets;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** The team's services by name, without terminated ones. */
    @Transactional(readOnly = true)
    public List<Service> of(UUID teamId) {
        return views.of(services.findByTeamIdAndTerminatedAtIsNullOrderByName(teamId));
    }

    /** One service, also a terminated one. */
    @Transactional(readOnly = true)
    public Service find(UUID teamId, UUID id) {
        return views.of(require(teamId, id));
    }

    /** The service that has this name now. */
    @Transactional(readOnly = true)
    public Optional<Service> byName(UUID teamId, String name) {
        return services.findByTeamIdAndNameAndTerminatedAtIsNull(teamId, name).map(views::of);
    }

    /** The services of these ids, terminated ones too. */
    @Transactional(readOnly = true)
    public List<Service> all(Set<UUID> ids) {
        return views.of(services.findAllById(ids));
    }

    /**
     * Makes a service with its first revision; nothing is started.
     *
     * @throws InvalidInputException naming every field that is wrong
     * @throws ConflictException {@code name-taken}
     */
    public Service create(UUID teamId, Actor by, String name, ServiceDefinition definition, int count) {
        ServiceDefinition tidy = tidy(definition);
        ServiceEntity service = make(teamId, name, count, tidy);
        numbered.add(service.id, secrets.seal(tidy, Optional.empty()), "created", by.name());
        audit.record(teamId, by, "service.create", "service", service.id, name + " with " + tidy.reference());
        changed(service);
        return views.of(service);
    }

    private ServiceEntity make(UUID teamId, String name, int count, ServiceDefinition definition) {
        refuse(DefinitionRules.check(name, count, definition, idsOf(teamId)));
        if (services.findByTeamIdAndNameAndTerminatedAtIsNull(teamId, name).isPresent()) {
            throw nameTaken(name);
        }
        try {
            return services.saveAndFlush(new ServiceEntity(UUID.randomUUID(), teamId, name, count, clock.instant()));
        } catch (DataIntegrityViolationException sameNameAtTheSameMoment) {
            throw nameTaken(name);
        }
    }

    /**
     * Changes the definition: a new revision, unless nothing differs. A secret variable with an empty or masked value keeps
     * the value that it has.
     *
     * @param seenVersion the service's version that the change was made from
     * @throws ConflictException {@code changed-meanwhile} if somebody else was faster, {@code state} if it is terminated
     */
    public Service change(UUID teamId, UUID id, Actor by, long seenVersion, ServiceDefinition definition) {
        ServiceEntity service = lock(teamId, id);
        refuseIfStale(service, seenVersion);
        ServiceDefinition tidy = tidy(definition);
        refuse(DefinitionRules.check(null, service.targetCount, tidy, idsOf(teamId)));
        RevisionEntity latest = latest(service);
        ServiceDefinition present = latest.readDefinition();
        ServiceDefinition sealed = secrets.seal(tidy, Optional.of(present));
        if (sealed.equals(present)) {
            return views.of(service);
        }
        RevisionEntity next = numbered.add(service.id, sealed, "edited", by.name());
        service.version++;
        service.latestRevision = next.number;
        audit.record(teamId, by, "service.change", "service", id, service.name + " is now at revision " + next.number);
        changed(service);
        return views.of(service);
    }

    /**
     * Makes an earlier revision the definition again, secrets included. Those after it stay in the history.
     *
     * @param seenVersion the service's version that the reader saw
     * @throws ConflictException {@code changed-meanwhile} if somebody else was faster, {@code state} if it is terminated
     */
    public Service returnTo(UUID teamId, UUID id, Actor by, long seenVersion, int revision) {
        ServiceEntity service = lock(teamId, id);
        refuseIfStale(service, seenVersion);
        revision(teamId, id, revision);
        if (service.latestRevision != revision) {
            service.latestRevision = revision;
            service.version++;
            services.saveAndFlush(service);
            audit.record(teamId, by, "service.change", "service", id, service.name + " is at revision " + revision);
            changed(service);
        }
        return views.of(service);
    }

    /** Sets how many containers are asked for; the running ones are not touched. */
    public Service setTargetCount(UUID teamId, UUID id, Actor by, int count) {
        ServiceEntity service = lock(teamId, id);
        refuse(DefinitionRules.checkCount(count));
        if (service.targetCount != count) {
            if (canaries.of(id).isPresent()) {
                throw new ConflictException(
                        "canary", service.name + " has a canary: promote it or abort it first", null);
            }
            service.targetCount = count;
            service.version++;
            audit.record(teamId, by, "service.count", "service", id, service.name + " is to have " + count);
            changed(service);
        }
        return views.of(services.saveAndFlush(service));
    }

    /** The service's revisions, the newest first. */
    @Transactional(readOnly = true)
    public List<Revision> revisions(UUID teamId, UUID serviceId) {
        require(teamId, serviceId);
        return revisions.findByServiceIdOrderByNumberDesc(serviceId).stream()
                .map(RevisionEntity::view)
                .toList();
    }

    /** One revision of a service of any team: for the platform's own use. */
    @Transactional(readOnly = true)
    public Revision revision(UUID id) {
        return requireRevision(id).view();
    }

    /** Revisions of services of any team, by id: for the platform's own use. */
    @Transactional(readOnly = true)
    public Map<UUID, Revision> revisionsById(Set<UUID> ids) {
        return revisions.findAllById(ids).stream()
                .map(RevisionEntity::view)
                .collect(Collectors.toMap(Revision::id, Function.identity()));
    }

    /** One revision of a team's service, by its number. */
    @Transactional(readOnly = true)
    public Revision revision(UUID teamId, UUID serviceId, int number) {
        require(teamId, serviceId);
        return revisions
                .findByServiceIdAndNumber(serviceId, number)
                .map(RevisionEntity::view)
                .orElseThrow(() -> new NotFoundException("revision " + number));
    }

    /**
     * Makes another service whose first revision is a copy of that revision: its image, if that is pinned, and its secrets
     * too. Nothing is started.
     *
     * @throws InvalidInputException naming every field that is wrong
     * @throws ConflictException {@code name-taken}
     */
    public Service cloneOf(UUID teamId, Actor by, UUID serviceId, int revision, String name) {
        ServiceEntity model = require(teamId, serviceId);
        RevisionEntity copied = revisions
                .findByServiceIdAndNumber(serviceId, revision)
                .orElseThrow(() -> new NotFoundException("revision " + revision));
        ServiceEntity service = make(teamId, name, model.targetCount, copied.readDefinition());
        String origin = "revision " + revision + " of " + model.name;
        RevisionEntity first = numbered.add(service.id, copied.readDefinition(), "copy of " + origin, by.name());
        first.sealLike(copied, clock.instant());
        audit.record(teamId, by, "service.clone", "service", service.id, name + " from " + origin);
        changed(service);
        return views.of(service);
    }

    /** The last part of what a container wrote, kept when it failed or was stopped. */
    @Transactional(readOnly = true)
    public Optional<String> keptLog(UUID teamId, UUID containerId) {
        if (containers.findByTeamIdAndId(teamId, containerId).isEmpty()) {
            throw new NotFoundException("container " + containerId);
        }
        return logs.findById(containerId).map(kept -> kept.text);
    }

    /** What containers wrote last that failed in a deployment or were stopped by it, with the time at which it was kept. */
    @Transactional(readOnly = true)
    public List<KeptLog> keptLogs(UUID deploymentId) {
        Map<UUID, ContainerLogEntity> kept = logs.findByDeploymentId(deploymentId).stream()
                .collect(Collectors.toMap(l -> l.containerId, Function.identity()));
        return viewsOf(containers.findAllById(kept.keySet())).stream()
                .map(c -> {
                    ContainerLogEntity log = Objects.requireNonNull(kept.get(c.id()));
                    return new KeptLog(c, log.keptAt, log.text);
                })
                .toList();
    }

    /** The last part of what a container wrote. */
    public record KeptLog(Container container, Instant keptAt, String text) {}

    /** The revision that new containers are made from: the one in force, or the definition before a first deployment. */
    @Transactional(readOnly = true)
    public Revision inForce(Service service) {
        return service.deployedRevision() == null
                ? service.latest()
                : revision(service.teamId(), service.id(), service.deployedRevision());
    }

    @Transactional(readOnly = true)
    public Container container(UUID teamId, UUID containerId) {
        ContainerEntity row = containers
                .findByTeamIdAndId(teamId, containerId)
                .orElseThrow(() -> new NotFoundException("container " + containerId));
        return views.containers(List.of(row), id -> require(teamId, id)).getFirst();
    }

    /** The team's containers: those that exist, and those removed in the last minutes. */
    @Transactional(readOnly = true)
    public List<Container> containers(UUID teamId) {
        return viewsOf(containers.presentSince(teamId, clock.instant().minus(RECENTLY)));
    }

    /** The containers that a deployment made, those removed included; the newest first within a slot. */
    @Transactional(readOnly = true)
    public List<Container> madeBy(UUID deploymentId) {
        return viewsOf(containers.findByDeploymentIdOrderBySlotAscAttemptDesc(deploymentId));
    }

    /** Holds the service until the transaction ends, so that one change at a time is made to it and its deployments. */
    public Service lockForDeployment(UUID serviceId) {
        return views.of(services.lock(serviceId).orElseThrow(() -> new NotFoundException("service " + serviceId)));
    }

    /** Holds all of them, in the order of their ids, so that no two who hold several wait for each other. */
    public Map<UUID, Service> lockAllForDeployment(Set<UUID> serviceIds) {
        Map<UUID, Service> locked = views.of(services.lockAll(serviceIds)).stream()
                .collect(Collectors.toMap(Service::id, Function.identity()));
        for (UUID id : serviceIds) {
            if (!locked.containsKey(id)) {
                throw new NotFoundException("service " + id);
            }
        }
        return locked;
    }

    private static ConflictException nameTaken(String name) {
        return new ConflictException("name-taken", "there is a service " + name + " already", "name");
    }

    private List<Container> viewsOf(List<ContainerEntity> rows) {
        Set<UUID> ids = rows.stream().map(c -> c.serviceId).collect(Collectors.toSet());
        var byId = services.findAllById(ids).stream().collect(Collectors.toMap(s -> s.id, Function.identity()));
        return views.containers(rows, id -> {
            ServiceEntity service = byId.get(id);
            if (service == null) {
                throw new IllegalStateException("no service " + id);
            }
            return service;
        });
    }

    private ServiceEntity require(UUID teamId, UUID id) {
        return services.findByTeamIdAndId(teamId, id).orElseThrow(() -> new NotFoundException("service " + id));
    }

    private ServiceEntity lock(UUID teamId, UUID id) {
        ServiceEntity service = services.lock(id)
                .filter(s -> s.teamId.equals(teamId))
                .orElseThrow(() -> new NotFoundException("service " + id));
        if (service.terminatedAt != null) {
            throw new ConflictException("state", service.name + " is terminated", null);
        }
        return service;
    }

    private RevisionEntity latest(ServiceEntity service) {
        return revisions
                .findByServiceIdAndNumber(service.id, service.latestRevision)
                .orElseThrow(() -> new IllegalStateException("service " + service.id + " lacks its latest revision"));
    }

    private RevisionEntity requireRevision(UUID id) {
        return revisions.findById(id).orElseThrow(() -> new NotFoundException("revision " + id));
    }

    private Set<UUID> idsOf(UUID teamId) {
        return services.findByTeamIdAndTerminatedAtIsNullOrderByName(teamId).stream()
                .map(s -> s.id)
                .collect(Collectors.toSet());
    }

    private void changed(ServiceEntity service) {
        events.publishEvent(new Changed(service.teamId, "services"));
        events.publishEvent(new Changed(service.teamId, "service-" + service.id));
    }

    private static ServiceDefinition tidy(ServiceDefinition d) {
        return new ServiceDefinition(
                d.image().strip(),
                d.tag().isBlank() ? "latest" : d.tag().strip(),
                d.ports(),
                d.variables(),
                new ArrayList<>(d.volumes().stream().map(VolumePaths::normal).toList()),
                d.links(),
                blankToNull(d.command()),
                blankToNull(d.entrypoint()),
                d.memoryMegabytes(),
                d.restart(),
                d.autodestroy(),
                d.hostNetwork(),
                d.health(),
                d.rollout());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void refuseIfStale(ServiceEntity service, long seenVersion) {
        if (service.version != seenVersion) {
            throw new ConflictException(
                    "changed-meanwhile",
                    service.name + " was changed by somebody else meanwhile; compare and save again",
                    null);
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }
}
