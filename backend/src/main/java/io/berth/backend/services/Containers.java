package io.berth.backend.services;

import io.berth.backend.audit.Changed;
import io.berth.protocol.ContainerObservation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The containers as deployments plan them and as engines show them. */
@Component
@Transactional
public class Containers {

    /** No list of an engine's containers is on its way for longer. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(15);

    private final ContainerRepository containers;
    private final ServiceRepository services;
    private final ContainerLogs logs;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Containers(
            ContainerRepository containers,
            ServiceRepository services,
            ContainerLogs logs,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.containers = containers;
        this.services = services;
        this.logs = logs;
        this.events = events;
        this.clock = clock;
    }

    /** Records a container before it is made. */
    public void plan(NewContainer container) {
        UUID teamId = services.getReferenceById(container.serviceId()).teamId;
        changed(containers.save(new ContainerEntity(container, teamId, clock.instant())));
    }

    /** Those of the service that exist or are about to. */
    public List<ContainerRecord> present(UUID serviceId) {
        return containers
                .findByServiceIdAndPhaseNotOrderBySlotAscCreatedAtDesc(serviceId, ContainerPhase.REMOVED)
                .stream()
                .map(ContainerEntity::row)
                .toList();
    }

    /** The same of several services; one that has none has no entry. */
    public Map<UUID, List<ContainerRecord>> present(Collection<UUID> serviceIds) {
        return containers
                .findByServiceIdInAndPhaseNotOrderBySlotAscCreatedAtDesc(serviceIds, ContainerPhase.REMOVED)
                .stream()
                .map(ContainerEntity::row)
                .collect(Collectors.groupingBy(ContainerRecord::serviceId));
    }

    public ContainerRecord row(UUID id) {
        return require(id).row();
    }

    /** How many containers a deployment has made for each slot, those removed included, without those written off. */
    public Map<Integer, Integer> attempts(UUID deploymentId) {
        return containers.findByDeploymentId(deploymentId).stream()
                .filter(c -> !c.writtenOff)
                .collect(Collectors.toMap(c -> c.slot, _ -> 1, Integer::sum));
    }

    /** The number of the last container that a deployment has made for a slot; 0 if it has made none. */
    public int lastAttempt(UUID deploymentId, int slot) {
        return containers.findByDeploymentId(deploymentId).stream()
                .filter(c -> c.slot == slot)
                .mapToInt(c -> c.attempt)
                .max()
                .orElse(0);
    }

    /** The services that have a container on that node which has ended by itself. */
    public List<UUID> endedOn(UUID nodeId) {
        return containers.endedOn(nodeId);
    }

    /** How many containers the node holds, of every team. */
    public int load(UUID nodeId) {
        return Math.toIntExact(containers.countByNodeIdAndPhaseNot(nodeId, ContainerPhase.REMOVED));
    }

    /** It is about to be started: whether it is healthy must be seen anew. */
    public void starting(UUID id) {
        update(id, c -> {
            c.gate = ContainerGate.WAITING;
            c.failure = null;
            c.stoppedOnPurpose = false;
            c.drainingSince = null;
            c.drainUntil = null;
        });
    }

    /** It is about to be stopped, because somebody or something asked for that: it has not ended by itself. */
    public void stopping(UUID id) {
        update(id, c -> c.stoppedOnPurpose = true);
    }

    /** Whether its stop, which was asked for, will ever happen is not known any more. */
    public void stopForgotten(UUID id) {
        update(id, c -> c.stoppedOnPurpose = false);
    }

    /** It gets nothing new to do from now on, until it is stopped. */
    public void draining(UUID id, Instant until) {
        update(id, c -> {
            c.drainingSince = clock.instant();
            c.drainUntil = until;
        });
    }

    /** It stays after all. */
    public void serveAgain(UUID id) {
        update(id, c -> {
            c.drainingSince = null;
            c.drainUntil = null;
        });
    }

    /** Whatever a deployment told to drain and then left serves again. */
    public void allServeAgain(UUID serviceId) {
        containers.findByServiceIdAndPhaseNotOrderBySlotAscCreatedAtDesc(serviceId, ContainerPhase.REMOVED).stream()
                .filter(c -> c.drainingSince != null)
                .forEach(c -> serveAgain(c.id));
    }

    /** What a deployment has made in a slot is only to be removed. */
    public void writeOff(UUID deploymentId, int slot) {
        containers.findByDeploymentId(deploymentId).stream()
                .filter(c -> c.slot == slot)
                .forEach(c -> c.writtenOff = true);
    }

    public void created(UUID id, String engineId) {
        update(id, c -> {
            boolean onceMore = Namesakes.madeOnceMore(c.phase, c.engineId, engineId);
            c.engineId = engineId;
            if (c.phase == ContainerPhase.PLANNED || onceMore) {
                c.enter(ContainerPhase.CREATED, clock.instant());
            }
        });
    }

    public void started(UUID id, ContainerObservation seen) {
        update(id, c -> c.observe(seen, clock.instant()));
    }

    /** @param mayEnd whether its end may be what was seen: then it is not taken to run */
    public void healthy(UUID id, boolean mayEnd) {
        update(id, c -> {
            c.gate = ContainerGate.PASSED;
            c.failure = null;
            if (!mayEnd || c.phase != ContainerPhase.STOPPED) {
                c.enter(ContainerPhase.RUNNING, clock.instant());
            }
        });
    }

    /** @param deploymentId in which it failed: its last words are kept there */
    public void failed(UUID id, UUID deploymentId, String why, @Nullable String log) {
        update(id, c -> {
            c.gate = ContainerGate.FAILED;
            c.failure = why;
            logs.failed(c, deploymentId, log);
        });
    }

    /** @param deploymentId by which it was stopped: its last words are kept there */
    public void stopped(UUID id, UUID deploymentId, @Nullable Integer exitCode, @Nullable String log) {
        update(id, c -> {
            c.exitCode = exitCode;
            c.enter(ContainerPhase.STOPPED, clock.instant());
            logs.stopped(c, deploymentId, log);
        });
    }

    public void removed(UUID id) {
        update(id, c -> c.enter(ContainerPhase.REMOVED, clock.instant()));
    }

    /**
     * Takes over what an engine shows of one container. What carries our label and is not in our books is left alone.
     *
     * @return the service whose container changed
     */
    public Optional<UUID> observed(UUID nodeId, ContainerObservation seen) {
        // The service is held first: answers to jobs and planner rounds change the same rows.
        return containers
                .serviceOf(nodeId, seen.name())
                .flatMap(services::lock)
                .flatMap(_ -> containers.findByNodeIdAndName(nodeId, seen.name()))
                .flatMap(c -> observe(c, seen));
    }

    /**
     * Takes over all that an engine shows; what it does not show is gone. What was gone and is shown again, as on a host that was
     * set back to an older state, counts as there again; if its slot has been given to another since, only to be removed.
     *
     * @param took how long the engine needed to show it all
     * @return the services that changed
     */
    public List<UUID> inventory(UUID nodeId, List<ContainerObservation> seen, Duration took) {
        Map<String, ContainerObservation> byName =
                seen.stream().collect(Collectors.toMap(ContainerObservation::name, Function.identity()));
        Instant begun = clock.instant().minus(took).minus(ON_ITS_WAY);
        containers.servicesOn(nodeId, byName.keySet()).forEach(services::lock);
        return containers.onNode(nodeId, byName.keySet()).stream()
                .flatMap(c -> listed(c, byName.get(c.name), begun).stream())
                .distinct()
                .toList();
    }

    /** @param now what the list shows of it; null if it does not list it */
    private Optional<UUID> listed(ContainerEntity c, @Nullable ContainerObservation now, Instant begun) {
        boolean gone = c.phase == ContainerPhase.REMOVED;
        if (youngerThan(begun, c) && (now == null || gone)) {
            return Optional.empty();
        }
        if (now != null) {
            c.displaced |=
                    gone && containers.existsByServiceIdAndSlotAndCreatedAtAfter(c.serviceId, c.slot, c.createdAt);
            return takeOver(c, now);
        }
        return gone ? Optional.empty() : vanish(c);
    }

    private Optional<UUID> observe(ContainerEntity c, ContainerObservation seen) {
        return Namesakes.outdated(c.phase, c.engineId, seen) ? Optional.empty() : takeOver(c, seen);
    }

    private Optional<UUID> takeOver(ContainerEntity c, ContainerObservation seen) {
        if (!c.observe(seen, clock.instant())) {
            return Optional.empty();
        }
        changed(c);
        return Optional.of(c.serviceId);
    }

    /** What has changed while the list was made, or while it was on its way, is told by the next list. */
    private static boolean youngerThan(Instant list, ContainerEntity c) {
        return c.phase == ContainerPhase.PLANNED || c.phaseSince.isAfter(list);
    }

    private Optional<UUID> vanish(ContainerEntity c) {
        c.enter(ContainerPhase.REMOVED, clock.instant());
        changed(c);
        return Optional.of(c.serviceId);
    }

    private void update(UUID id, Consumer<ContainerEntity> change) {
        ContainerEntity container = require(id);
        change.accept(container);
        changed(container);
    }

    private ContainerEntity require(UUID id) {
        return containers.findById(id).orElseThrow(() -> new IllegalStateException("no container " + id));
    }

    private void changed(ContainerEntity container) {
        events.publishEvent(new Changed(container.teamId, "services"));
        events.publishEvent(new Changed(container.teamId, "service-" + container.serviceId));
    }
}
