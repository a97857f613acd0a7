package io.berth.simulation;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Drain;
import io.berth.backend.deployments.run.BaselineSlot;
import io.berth.backend.deployments.run.JobKind;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.FailureCode;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the database. They outlive every process of the control plane. */
final class Tables {

    final Map<UUID, ServiceRow> services = new LinkedHashMap<>();
    final Map<UUID, DeploymentRow> deployments = new LinkedHashMap<>();
    final Map<UUID, ContainerRow> containers = new LinkedHashMap<>();
    final Map<UUID, JobRow> jobs = new LinkedHashMap<>();
    final Map<UUID, NodeRow> nodes = new LinkedHashMap<>();

    static final class NodeRow {
        final UUID id;
        final String name;
        boolean ready;
        /** When its disk was last lost or set back, in simulated milliseconds. */
        long diskLostAt = -1;

        NodeRow(UUID id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    static final class ServiceRow {
        final UUID id;
        final String name;
        final List<RevisionRow> revisions = new ArrayList<>();
        final List<DeploymentRow> deployments = new ArrayList<>();
        final List<ContainerRow> containers = new ArrayList<>();
        final List<VolumeRow> volumes = new ArrayList<>();
        int targetCount;
        int latestRevision;

        @Nullable
        Integer deployedRevision;

        boolean terminated;

        ServiceRow(UUID id, String name) {
            this.id = id;
            this.name = name;
        }

        RevisionRow revision(int number) {
            return revisions.get(number - 1);
        }

        RevisionRow revision(UUID wanted) {
            return revisions.stream()
                    .filter(r -> r.id.equals(wanted))
                    .findFirst()
                    .orElseThrow();
        }

        /** The revision of which new containers are made. */
        RevisionRow inForce() {
            return revision(deployedRevision == null ? latestRevision : deployedRevision);
        }

        RevisionRow add(UUID revision, ServiceDefinition definition) {
            RevisionRow row = new RevisionRow(revision, revisions.size() + 1, definition);
            revisions.add(row);
            return row;
        }

        /** Containers that exist or are about to. */
        Stream<ContainerRow> present() {
            return containers.stream().filter(c -> c.phase != ContainerPhase.REMOVED);
        }

        List<VolumeRow> volumesOf(int slot) {
            return volumes.stream().filter(v -> v.slot == slot).toList();
        }

        /** Those that are not over, in their order. */
        Stream<DeploymentRow> open() {
            return deployments.stream().filter(d -> !d.state.ended());
        }

        Optional<DeploymentRow> atWork() {
            return open().filter(d -> d.state != DeploymentState.QUEUED).findFirst();
        }
    }

    static final class RevisionRow {
        final UUID id;
        final int number;
        final ServiceDefinition definition;

        @Nullable
        PinnedImage image;

        @Nullable
        ImageFacts facts;

        boolean succeeded;

        RevisionRow(UUID id, int number, ServiceDefinition definition) {
            this.id = id;
            this.number = number;
            this.definition = definition;
        }
    }

    static final class DeploymentRow {
        final UUID id;
        final ServiceRow service;
        final int number;
        final Operation operation;
        final Set<Integer> onlySlots;
        final List<JobRow> jobs = new ArrayList<>();
        final Map<Integer, Integer> attempts = new TreeMap<>();

        @Nullable
        Rollout wished;

        RevisionRow revision;
        int count;
        Rollout rollout;
        /** Who lowers the strategy's number does not undo what is under way. */
        int mostParallel;

        DeploymentState state = DeploymentState.QUEUED;
        Course course = Course.FORWARD;
        List<BaselineSlot> baseline = List.of();
        SortedMap<Integer, String> givenUp = new TreeMap<>();

        @Nullable
        String turned;

        @Nullable
        String paused;

        @Nullable
        String cancelRequested;

        @Nullable
        String rollBackRequested;

        @Nullable
        String message;

        @Nullable
        String waitingFor;

        @Nullable
        Instant wakeAt;

        @Nullable
        Instant started;

        /** Slots in which it has stopped what served before anything else did. */
        final Set<Integer> slotsTaken = new TreeSet<>();

        /** What has gone wrong since it was asked for. */
        final Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);

        DeploymentRow(
                UUID id,
                ServiceRow service,
                Operation operation,
                Set<Integer> onlySlots,
                RevisionRow revision,
                @Nullable Rollout wished,
                int count,
                Instant now) {
            this.id = id;
            this.service = service;
            this.number = service.deployments.size() + 1;
            this.operation = operation;
            this.onlySlots = onlySlots;
            this.revision = revision;
            this.wished = wished;
            this.rollout = wished == null ? revision.definition.rollout() : wished;
            this.count = count;
            this.wakeAt = now;
        }

        /** The strategy, from when it begins or somebody changes it. */
        void follow(Rollout strategy) {
            rollout = strategy;
            mostParallel = Math.max(mostParallel, strategy.parallelism());
        }

        Stream<JobRow> waiting() {
            return jobs.stream().filter(j -> j.state == JobState.WAITING);
        }

        String label() {
            return service.name + "#" + number + " " + operation;
        }
    }

    enum JobState {
        WAITING,
        SUCCEEDED,
        FAILED,
        ABANDONED
    }

    static final class JobRow {
        final UUID id;
        final long order;
        final DeploymentRow deployment;
        final NodeRow node;
        final @Nullable ContainerRow container;
        final JobKind kind;
        final boolean first;
        final Instant created;
        JobState state = JobState.WAITING;

        @Nullable
        FailureCode code;

        @Nullable
        Instant sent;

        Instant deadline;

        JobRow(
                UUID id,
                long order,
                DeploymentRow deployment,
                NodeRow node,
                @Nullable ContainerRow container,
                JobKind kind,
                boolean first,
                Instant created,
                Instant deadline) {
            this.id = id;
            this.order = order;
            this.deployment = deployment;
            this.node = node;
            this.container = container;
            this.kind = kind;
            this.first = first;
            this.created = created;
            this.deadline = deadline;
        }

        String object() {
            return container == null ? deployment.revision.definition.reference() : container.name;
        }
    }

    static final class ContainerRow {
        final UUID id;
        final ServiceRow service;
        final NodeRow node;
        final DeploymentRow deployment;
        final RevisionRow revision;
        final int slot;
        final int attempt;
        final String name;
        final Instant created;
        final List<JobRow> jobs = new ArrayList<>();

        @Nullable
        String engineId;

        ContainerPhase phase = ContainerPhase.PLANNED;
        Instant phaseSince;

        ContainerGate gate = ContainerGate.WAITING;

        @Nullable
        String failure;

        @Nullable
        Integer exitCode;

        @Nullable
        Drain drain;

        boolean stoppedOnPurpose;
        boolean writtenOff;
        boolean displaced;

        ContainerRow(
                UUID id,
                DeploymentRow deployment,
                NodeRow node,
                RevisionRow revision,
                int slot,
                int attempt,
                String name,
                Instant created) {
            this.id = id;
            this.service = deployment.service;
            this.node = node;
            this.deployment = deployment;
            this.revision = revision;
            this.slot = slot;
            this.attempt = attempt;
            this.name = name;
            this.created = created;
            this.phaseSince = created;
        }

        void enter(ContainerPhase next, Instant now) {
            if (next != phase) {
                phase = next;
                phaseSince = now;
            }
        }
    }

    static final class VolumeRow {
        final UUID id;
        final int slot;
        final String path;
        final NodeRow node;
        final String name;
        Volume.State state = Volume.State.PLANNED;
        long epoch;

        VolumeRow(UUID id, int slot, String path, NodeRow node) {
            this.id = id;
            this.slot = slot;
            this.path = path;
            this.node = node;
            this.name = "berth-" + id;
        }
    }
}
