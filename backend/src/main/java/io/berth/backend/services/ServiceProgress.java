package io.berth.backend.services;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Changed;
import io.berth.backend.platform.NotFoundException;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.Wire;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What deployments note on the services and revisions that they work on, of any team. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ServiceProgress {

    private final ServiceRepository services;
    private final RevisionRepository revisions;
    private final Revisions numbered;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ServiceProgress(
            ServiceRepository services,
            RevisionRepository revisions,
            Revisions numbered,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.services = services;
        this.revisions = revisions;
        this.numbered = numbered;
        this.events = events;
        this.clock = clock;
    }

    /** Holds the service until the transaction ends, so that one change at a time is made to its deployments. */
    public void hold(UUID serviceId) {
        if (services.lock(serviceId).isEmpty()) {
            throw new NotFoundException("service " + serviceId);
        }
    }

    /** Says what a deployment does to the service; null when none is at work. */
    public void activity(UUID serviceId, @Nullable ServiceState activity) {
        ServiceEntity service = services.getReferenceById(serviceId);
        service.activity = activity;
        changed(service);
    }

    /** Why the last deployment failed; null once one has succeeded. */
    public void problem(UUID serviceId, @Nullable String problem) {
        ServiceEntity service = services.getReferenceById(serviceId);
        service.lastProblem = problem;
        changed(service);
    }

    /** A deployment has started the service's containers. */
    public void started(UUID serviceId) {
        ServiceEntity service = services.getReferenceById(serviceId);
        service.startedAt = clock.instant();
        if (service.deployedAt == null) {
            service.deployedAt = service.startedAt;
        }
        changed(service);
    }

    public void stopped(UUID serviceId) {
        ServiceEntity service = services.getReferenceById(serviceId);
        service.stoppedAt = clock.instant();
        changed(service);
    }

    public void terminated(UUID serviceId) {
        ServiceEntity service = services.getReferenceById(serviceId);
        service.terminatedAt = clock.instant();
        changed(service);
    }

    /** Every container has been replaced by one of that revision: later ones are made from it too. */
    public void inForce(UUID serviceId, UUID revisionId) {
        ServiceEntity service = services.getReferenceById(serviceId);
        RevisionEntity revision = require(revisionId);
        Instant now = clock.instant();
        service.deployedRevision = revision.number;
        service.deployedAt = now;
        service.startedAt = now;
        revision.succeededAt = now;
        changed(service);
    }

    /** The first containers of a service bring their revision into force, whether they were deployed or just started. */
    public void firstInForce(UUID serviceId, UUID revisionId) {
        boolean none = services.getReferenceById(serviceId).deployedRevision == null;
        if (none && require(revisionId).pinned() != null) {
            inForce(serviceId, revisionId);
        }
    }

    /** The configuration goes back with the image: that revision is the definition again. */
    public void definitionAgain(UUID serviceId, UUID revisionId) {
        ServiceEntity service = services.getReferenceById(serviceId);
        RevisionEntity revision = require(revisionId);
        if (service.latestRevision != revision.number) {
            service.latestRevision = revision.number;
            service.version++;
            changed(service);
        }
    }

    /**
     * Pins a revision to the image that its tag means now. A revision that is pinned to another image already is left as it
     * is, and a new one is made in its place.
     *
     * @return the revision to deploy
     */
    public Revision seal(UUID revisionId, PinnedImage image) {
        RevisionEntity revision = require(revisionId);
        PinnedImage pinned = revision.pinned();
        if (pinned == null) {
            revision.seal(image, clock.instant());
            return revision.view();
        }
        if (same(pinned, image)) {
            return revision.view();
        }
        ServiceEntity service = services.getReferenceById(revision.serviceId);
        boolean isDefinition = service.latestRevision == revision.number;
        RevisionEntity next = numbered.add(
                service.id,
                revision.readDefinition(),
                "tag " + revision.readDefinition().tag() + " means another image now",
                Actor.BERTH.name());
        next.seal(image, clock.instant());
        if (isDefinition) {
            service.latestRevision = next.number;
            changed(service);
        }
        return next.view();
    }

    private static boolean same(PinnedImage pinned, PinnedImage image) {
        return image.digest() == null
                ? pinned.digest() == null && Objects.equals(image.imageId(), pinned.imageId())
                : image.digest().equals(pinned.digest());
    }

    /** Keeps what the revision's image declares, once it is known. */
    public void learn(UUID revisionId, ImageFacts facts) {
        RevisionEntity revision = require(revisionId);
        if (revision.imageFacts == null) {
            revision.imageFacts = Wire.write(facts);
        }
    }

    private RevisionEntity require(UUID id) {
        return revisions.findById(id).orElseThrow(() -> new NotFoundException("revision " + id));
    }

    private void changed(ServiceEntity service) {
        events.publishEvent(new Changed(service.teamId, "services"));
        events.publishEvent(new Changed(service.teamId, "service-" + service.id));
    }
}
