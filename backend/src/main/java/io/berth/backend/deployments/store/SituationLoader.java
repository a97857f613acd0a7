package io.berth.backend.deployments.store;

import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.PendingJob;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volume;
import io.berth.backend.volumes.Volumes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads everything that the planner looks at. */
@Component
class SituationLoader {

    private final Services services;
    private final Containers containers;
    private final Volumes volumes;
    private final Nodes nodes;
    private final JobRepository jobs;
    private final InstantSource clock;

    SituationLoader(
            Services services,
            Containers containers,
            Volumes volumes,
            Nodes nodes,
            JobRepository jobs,
            InstantSource clock) {
        this.services = services;
        this.containers = containers;
        this.volumes = volumes;
        this.nodes = nodes;
        this.jobs = jobs;
        this.clock = clock;
    }

    Situation load(DeploymentEntity deployment) {
        List<JobEntity> ofDeployment = jobs.findByDeploymentId(deployment.id);
        List<ContainerRecord> present = containers.present(deployment.serviceId);
        Map<Integer, Before> baseline = deployment.readBaseline().stream()
                .collect(Collectors.toMap(BaselineSlot::slot, b -> new Before(b.revision(), b.node(), b.running())));
        Set<UUID> revisionIds = new HashSet<>();
        present.forEach(c -> revisionIds.add(c.revisionId()));
        baseline.values().forEach(b -> revisionIds.add(b.revision()));
        revisionIds.add(deployment.revisionId);
        Map<UUID, RevisionView> revisions = services.revisionsById(revisionIds).values().stream()
                .collect(Collectors.toMap(Revision::id, SituationLoader::view));
        Set<UUID> startedHere =
                succeeded(ofDeployment, JobKind.START).map(j -> j.containerId).collect(Collectors.toSet());
        return new Situation(
                deployment.id,
                clock.instant(),
                deployment.operation,
                required(revisions, deployment.revisionId),
                deployment.targetCount,
                Set.of(),
                Rollout.DEFAULT,
                deployment.course,
                deployment.turned,
                null,
                deployment.cancelRequested,
                null,
                baseline,
                present.stream()
                        .map(c -> slotContainer(c, deployment.id, startedHere))
                        .toList(),
                revisions,
                nodesOf(deployment.teamId),
                containers.attempts(deployment.id),
                pins(deployment.serviceId),
                succeeded(ofDeployment, JobKind.RESOLVE).findAny().isPresent(),
                succeeded(ofDeployment, JobKind.PULL)
                        .map(j -> new PulledImage(deployment.revisionId, j.nodeId))
                        .collect(Collectors.toSet()),
                ofDeployment.stream()
                        .filter(j -> j.state == JobState.WAITING)
                        .map(j -> new PendingJob(j.id, j.nodeId, j.containerId))
                        .toList(),
                deployment.message,
                Map.of());
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

    private static RevisionView view(Revision revision) {
        return new RevisionView(
                revision.id(),
                revision.number(),
                revision.image() != null,
                VolumesOfRevision.exclusive(revision),
                false);
    }

    private static SlotContainer slotContainer(ContainerRecord c, UUID deployment, Set<UUID> startedHere) {
        return new SlotContainer(
                c.id(),
                c.slot(),
                c.attempt(),
                c.revisionId(),
                c.nodeId(),
                c.deploymentId().equals(deployment),
                switch (c.phase()) {
                    case PLANNED -> Phase.PLANNED;
                    case CREATED -> Phase.CREATED;
                    case RUNNING -> Phase.RUNNING;
                    case STOPPED -> Phase.STOPPED;
                    case REMOVED -> throw new IllegalStateException("a removed container is not present");
                },
                c.gate() == ContainerGate.PASSED,
                startedHere.contains(c.id()),
                startedHere.contains(c.id()),
                false,
                false,
                null,
                // What failed in an earlier deployment may be tried again in this one.
                c.deploymentId().equals(deployment) || startedHere.contains(c.id()) ? c.failure() : null);
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
