package io.berth.backend.services;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final ContainerRepository containers;
    private final ServiceViews views;
    private final SecretVariables secrets;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Services(
            ServiceRepository services,
            RevisionRepository revisions,
            ContainerRepository containers,
            ServiceViews views,
            SecretVariables secrets,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.services = services;
        this.revisions = revisions;
        this.containers = containers;
        this.views = views;
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
        refuse(DefinitionRules.check(name, count, tidy, idsOf(teamId)));
        if (services.findByTeamIdAndNameAndTerminatedAtIsNull(teamId, name).isPresent()) {
            throw nameTaken(name);
        }
        Instant now = clock.instant();
        ServiceEntity service;
        try {
            service = services.saveAndFlush(new ServiceEntity(UUID.randomUUID(), teamId, name, count, now));
        } catch (DataIntegrityViolationException sameNameAtTheSameMoment) {
            throw nameTaken(name);
        }
        revisions.save(new RevisionEntity(
                UUID.randomUUID(), service.id, 1, secrets.seal(tidy, Optional.empty()), "created", by.name(), now));
        audit.record(teamId, by, "service.create", "service", service.id, name + " with " + tidy.reference());
        changed(service);
        return views.of(service);
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
        ServiceDefinition sealed = secrets.seal(tidy, Optional.of(latest.readDefinition()));
        if (secrets.same(latest.readDefinition(), sealed)) {
            return views.of(service);
        }
        service.version++;
        RevisionEntity next = addRevision(service, sealed, "edited", by.name());
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
        throw new UnsupportedOperationException();
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

    /** The plain values of a definition's secrets: for the moment in which a container is made. */
    public String reveal(ServiceDefinition.Variable variable) {
        return secrets.reveal(variable);
    }

    /** Holds the service until the transaction ends, so that one deployment at a time works on it. */
    public Service lockForDeployment(UUID serviceId) {
        return views.of(services.lock(serviceId).orElseThrow(() -> new NotFoundException("service " + serviceId)));
    }

    /** Says what a deployment does to the service; null when none is at work. */
    public void activity(UUID serviceId, @Nullable ServiceState activity) {
        ServiceEntity service = services.getReferenceById(serviceId);
        service.activity = activity;
        changed(service);
    }

    /** Records how a deployment ended. */
    public void deploymentEnded(UUID serviceId, @Nullable String problem, @Nullable ServiceState reached) {
        ServiceEntity service = services.getReferenceById(serviceId);
        Instant now = clock.instant();
        service.activity = null;
        service.lastProblem = problem;
        switch (reached) {
            case RUNNING -> {
                service.startedAt = now;
                if (service.deployedAt == null) {
                    service.deployedAt = now;
                }
            }
            case REDEPLOYING -> {
                service.deployedAt = now;
                service.startedAt = now;
            }
            case STOPPED -> service.stoppedAt = now;
            case TERMINATED -> service.terminatedAt = now;
            case null, default -> {}
        }
        changed(service);
    }

    /**
     * Pins a revision to the image that its tag means now. A revision that is pinned to another image already is left as it
     * is, and a new one is made in its place.
     *
     * @return the revision to deploy
     */
    public Revision seal(UUID revisionId, PinnedImage image) {
        RevisionEntity revision = requireRevision(revisionId);
        PinnedImage pinned = revision.pinned();
        if (pinned == null) {
            revision.seal(image, clock.instant());
            return revision.view();
        }
        boolean same = image.digest() == null
                ? pinned.digest() == null
                        && image.imageId() != null
                        && image.imageId().equals(pinned.imageId())
                : image.digest().equals(pinned.digest());
        if (same) {
            return revision.view();
        }
        ServiceEntity service = services.getReferenceById(revision.serviceId);
        RevisionEntity next = addRevision(
                service,
                revision.readDefinition(),
                "tag " + revision.readDefinition().tag() + " means another image now",
                Actor.BERTH.name());
        next.seal(image, clock.instant());
        return next.view();
    }

    /** Keeps what the revision's image declares, once it is known. */
    public void learn(UUID revisionId, ImageFacts facts) {
        RevisionEntity revision = requireRevision(revisionId);
        if (revision.imageFacts == null) {
            revision.imageFacts = Wire.write(facts);
        }
    }

    private static ConflictException nameTaken(String name) {
        return new ConflictException("name-taken", "there is a service " + name + " already", "name");
    }

    private RevisionEntity addRevision(ServiceEntity service, ServiceDefinition definition, String note, String by) {
        service.latestRevision++;
        services.saveAndFlush(service);
        return revisions.save(new RevisionEntity(
                UUID.randomUUID(), service.id, service.latestRevision, definition, note, by, clock.instant()));
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
