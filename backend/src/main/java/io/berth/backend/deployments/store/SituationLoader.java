package io.berth.backend.deployments.store;

import io.berth.backend.balancing.Balancers;
import io.berth.backend.balancing.Standing;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Situation.Balanced;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.Drain;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.PendingJob;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import io.berth.backend.deployments.run.BaselineSlot;
import io.berth.backend.deployments.run.JobKind;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volume;
import io.berth.backend.volumes.Volumes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads everything that the planner looks at. */
@Component
class SituationLoader {

    private final Services services;
    private final Containers containers;
    private final Volumes volumes;
    private final Nodes nodes;
    private final Balancers balancers;
    private final InstantSource clock;

    SituationLoader(
            Services services,
            Containers containers,
            Volumes volumes,
            Nodes nodes,
            Balancers balancers,
            InstantSource clock) {
        this.services = services;
        this.containers = containers;
        this.volumes = volumes;
        this.nodes = nodes;
        this.balancers = balancers;
        this.clock = clock;
    }

    /** @param jobs all of the deployment */
    Situation load(DeploymentEntity deployment, List<JobEntity> jobs) {
        List<ContainerRecord> present = containers.present(deployment.serviceId);
        Map<Integer, Before> baseline = deployment.readBaseline().stream()
                .collect(Collectors.toMap(BaselineSlot::slot, b -> new Before(b.revision(), b.node(), b.running())));
        Set<UUID> revisionIds = new HashSet<>();
        present.forEach(c -> revisionIds.add(c.revisionId()));
        baseline.values().forEach(b -> revisionIds.add(b.revision()));
        revisionIds.add(deployment.revisionId);
        Collection<Revision> all = services.revisionsById(revisionIds).values();
        Map<UUID, RevisionView> revisions =
                all.stream().collect(Collectors.toMap(Revision::id, revision -> view(revision, all)));
        return new Situation(
                deployment.id,
                clock.instant(),
                deployment.operation,
                required(revisions, deployment.revisionId),
                deployment.targetCount,
                deployment.readOnlySlots(),
                deployment.readRollout(),
                deployment.course,
                deployment.turned,
                deployment.paused,
                deployment.cancelRequested,
                deployment.rollBackRequested,
                baseline,
                slotContainers(deployment, present, jobs),
                revisions,
                nodesOf(deployment.teamId),
                containers.attempts(deployment.id),
                pins(deployment.serviceId),
                succeeded(jobs, JobKind.RESOLVE).findAny().isPresent(),
                succeeded(jobs, JobKind.PULL)
                        .map(j -> new PulledImage(deployment.revisionId, j.nodeId))
                        .collect(Collectors.toSet()),
                jobs.stream()
                        .filter(j -> j.state == JobState.WAITING)
                        .map(j -> new PendingJob(j.id, j.nodeId, j.containerId))
                        .toList(),
                deployment.message,
                deployment.readGivenUp());
    }

    private List<SlotContainer> slotContainers(
            DeploymentEntity deployment, List<ContainerRecord> present, List<JobEntity> jobs) {
        Map<UUID, Standing> standings = balancers.standings(deployment.teamId, deployment.serviceId);
        Set<UUID> used = containersOf(jobs.stream().filter(j -> !j.kind.outlivesTurn()));
        Set<UUID> asked = containersOf(jobs.stream().filter(j -> j.kind == JobKind.START));
        Set<UUID> started = containersOf(succeeded(jobs, JobKind.START));
        return present.stream()
                .map(c -> slotContainer(
                        c,
                        deployment,
                        used.contains(c.id()),
                        asked.contains(c.id()),
                        started.contains(c.id()),
                        balanced(c, standings.get(c.id()))))
                .toList();
    }

    /** A balancer's own check may take as long as the health gate. */
    private @Nullable Balanced balanced(ContainerRecord c, @Nullable Standing standing) {
        if (standing == null) {
            return null;
        }
        int seconds = services.revision(c.revisionId()).definition().health().startDeadlineSeconds();
        Instant answered = standing.answered();
        return new Balanced(
                standing.balancer(),
                standing.listed(),
                standing.serving(),
                answered == null ? null : answered.plusSeconds(seconds),
                standing.found());
    }

    private static Set<UUID> containersOf(Stream<JobEntity> jobs) {
        return jobs.flatMap(j -> Stream.ofNullable(j.containerId)).collect(Collectors.toSet());
    }

    private static Stream<JobEntity> succeeded(List<JobEntity> jobs, JobKind kind) {
        return jobs.stream().filter(j -> j.kind == kind && j.state == JobState.SUCCEEDED);
    }

    private static RevisionView required(Map<UUID, RevisionView> revisions, UUID id) {
        RevisionView revision = revisions.get(id);
        if (revision == null) {
            throw new IllegalStateException("no revision " + id);
        }
        return revision;
    }

    private static RevisionView view(Revision revision, Collection<Revision> all) {
        return new RevisionView(
                revision.id(),
                revision.number(),
                revision.image() != null,
                Handovers.exclusive(revision, all),
                revision.definition().mayEnd());
    }

    /** @param used whether the deployment has tried to make, start or await it */
    private static SlotContainer slotContainer(
            ContainerRecord c,
            DeploymentEntity deployment,
            boolean used,
            boolean startAsked,
            boolean startedHere,
            @Nullable Balanced balanced) {
        boolean own = c.deploymentId().equals(deployment.id);
        return new SlotContainer(
                c.id(),
                c.slot(),
                c.attempt(),
                c.revisionId(),
                c.nodeId(),
                own,
                switch (c.phase()) {
                    case PLANNED -> Phase.PLANNED;
                    case CREATED -> Phase.CREATED;
                    case RUNNING -> Phase.RUNNING;
                    case STOPPED -> Phase.STOPPED;
                    case REMOVED -> throw new IllegalStateException("a removed container is not present");
                },
                c.gate() == ContainerGate.PASSED,
                startAsked,
                startedHere,
                c.stoppedOnPurpose(),
                (own && c.writtenOff()) || c.displaced(),
                drain(c, deployment),
                balanced,
                // What failed in an earlier deployment may be tried again in this one.
                own || used ? c.failure() : null);
    }

    /** What an earlier deployment told to drain and then left running serves like any other. */
    private static @Nullable Drain drain(ContainerRecord c, DeploymentEntity deployment) {
        Instant since = c.drainingSince();
        Instant until = c.drainUntil();
        Instant begun = deployment.startedAt;
        return since == null || until == null || begun == null || since.isBefore(begun)
                ? null
                : new Drain(since, until);
    }

    private List<NodeView> nodesOf(UUID teamId) {
        return nodes.visibleTo(teamId).stream()
                .map(n -> new NodeView(n.id(), n.name(), n.state() == NodeState.READY, containers.load(n.id())))
                .toList();
    }

    private Map<Integer, UUID> pins(UUID serviceId) {
        Map<Integer, UUID> pins = new HashMap<>();
        for (Volume volume : volumes.ofService(serviceId)) {
            pins.put(volume.slot(), volume.nodeId());
        }
        return pins;
    }
}
