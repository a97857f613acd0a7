package io.berth.simulation;

import io.berth.backend.deployments.rollout.Situation;
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
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.JobRow;
import io.berth.simulation.Tables.JobState;
import io.berth.simulation.Tables.NodeRow;
import io.berth.simulation.Tables.RevisionRow;
import io.berth.simulation.Tables.VolumeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads from the rows what the planner looks at, as the real store does. */
final class Situations {

    private final Tables tables;

    Situations(Tables tables) {
        this.tables = tables;
    }

    Situation load(DeploymentRow d, Instant now) {
        Map<Integer, Before> baseline = new TreeMap<>();
        Map<UUID, RevisionView> revisions = new LinkedHashMap<>();
        for (BaselineSlot slot : d.baseline) {
            baseline.put(slot.slot(), new Before(slot.revision(), slot.node(), slot.running()));
        }
        d.service.revisions.forEach(r -> revisions.put(r.id, view(r)));
        List<SlotContainer> containers = new ArrayList<>();
        d.service.present().forEach(c -> containers.add(slotContainer(c, d)));
        Set<PulledImage> pulled = new HashSet<>();
        List<PendingJob> pending = new ArrayList<>();
        boolean resolved = false;
        for (JobRow job : d.jobs) {
            if (job.state == JobState.WAITING) {
                pending.add(new PendingJob(job.id, job.node.id, job.container == null ? null : job.container.id));
            } else if (job.state == JobState.SUCCEEDED && job.kind == JobKind.RESOLVE) {
                resolved = true;
            } else if (job.state == JobState.SUCCEEDED && job.kind == JobKind.PULL) {
                pulled.add(new PulledImage(d.revision.id, job.node.id));
            }
        }
        return new Situation(
                d.id,
                now,
                d.operation,
                view(d.revision),
                d.count,
                d.onlySlots,
                d.rollout,
                d.course,
                d.turned,
                d.paused,
                d.cancelRequested,
                d.rollBackRequested,
                baseline,
                containers,
                revisions,
                nodes(),
                attempts(d),
                pins(d),
                resolved,
                pulled,
                pending,
                d.message,
                new TreeMap<>(d.givenUp));
    }

    private static SlotContainer slotContainer(ContainerRow c, DeploymentRow d) {
        boolean own = c.deployment == d;
        boolean startAsked = false;
        boolean startedHere = false;
        boolean asked = false;
        for (JobRow job : c.jobs) {
            if (job.deployment == d) {
                asked |= !job.kind.outlivesTurn();
                startAsked |= job.kind == JobKind.START;
                startedHere |= job.kind == JobKind.START && job.state == JobState.SUCCEEDED;
            }
        }
        return new SlotContainer(
                c.id,
                c.slot,
                c.attempt,
                c.revision.id,
                c.node.id,
                own,
                switch (c.phase) {
                    case PLANNED -> Phase.PLANNED;
                    case CREATED -> Phase.CREATED;
                    case RUNNING -> Phase.RUNNING;
                    case STOPPED -> Phase.STOPPED;
                    case REMOVED -> throw new IllegalStateException("a removed container is not present");
                },
                c.gate == ContainerGate.PASSED,
                startAsked,
                startedHere,
                c.stoppedOnPurpose,
                (own && c.writtenOff) || c.displaced,
                drain(c, d),
                null,
                own || asked ? c.failure : null);
    }

    /** What an earlier deployment told to drain and then left running serves like any other. */
    private static @Nullable Drain drain(ContainerRow c, DeploymentRow d) {
        Drain drain = c.drain;
        return drain == null || d.started == null || drain.since().isBefore(d.started) ? null : drain;
    }

    private static RevisionView view(RevisionRow revision) {
        return new RevisionView(
                revision.id,
                revision.number,
                revision.image != null,
                exclusive(revision),
                revision.definition.mayEnd());
    }

    static boolean exclusive(RevisionRow revision) {
        return !paths(revision).isEmpty()
                || revision.definition.hostNetwork()
                || revision.definition.ports().stream().anyMatch(Port::exclusive);
    }

    /** Where containers of the revision keep their data. */
    static Set<String> paths(RevisionRow revision) {
        Set<String> paths = new TreeSet<>(revision.definition.volumes());
        if (revision.facts != null) {
            paths.addAll(revision.facts.volumes());
        }
        return paths;
    }

    /** How many containers it has made for each slot, without those that it has given up. */
    private static Map<Integer, Integer> attempts(DeploymentRow d) {
        Map<Integer, Integer> attempts = new TreeMap<>();
        d.service.containers.stream()
                .filter(c -> c.deployment == d && !c.writtenOff)
                .forEach(c -> attempts.merge(c.slot, 1, Integer::sum));
        return attempts;
    }

    private List<NodeView> nodes() {
        Map<NodeRow, Integer> load = new HashMap<>();
        tables.containers.values().stream()
                .filter(c -> c.phase != ContainerPhase.REMOVED)
                .forEach(c -> load.merge(c.node, 1, Integer::sum));
        return tables.nodes.values().stream()
                .map(n -> new NodeView(n.id, n.name, n.ready, load.getOrDefault(n, 0)))
                .toList();
    }

    private static Map<Integer, UUID> pins(DeploymentRow d) {
        Map<Integer, UUID> pins = new TreeMap<>();
        for (VolumeRow volume : d.service.volumes) {
            pins.put(volume.slot, volume.node.id);
        }
        return pins;
    }
}
