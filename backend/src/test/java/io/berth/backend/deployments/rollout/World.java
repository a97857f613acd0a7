package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.PendingJob;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service on one node, as the planner sees it, with everything that a deployment does to it carried out in memory. */
final class World {

    static final UUID NODE = new UUID(1, 1);
    static final UUID DEPLOYMENT = new UUID(2, 2);

    final Map<UUID, SlotContainer> containers = new LinkedHashMap<>();
    final Map<UUID, RevisionView> revisions = new HashMap<>();
    final Map<UUID, Step> pending = new LinkedHashMap<>();
    final Map<Integer, Before> baseline = new HashMap<>();
    final Map<Integer, UUID> pins = new HashMap<>();
    final Map<Integer, Integer> attempts = new HashMap<>();
    final Set<PulledImage> pulled = new HashSet<>();
    final List<Step> taken = new ArrayList<>();
    final RevisionView target;
    final Operation operation;
    final int count;
    boolean nodeReady = true;
    boolean resolved;

    @Nullable
    String failure;

    Course course = Course.FORWARD;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Set<Integer> onlySlots = Set.of();
    Rollout rollout = Rollout.DEFAULT;
    final Map<Integer, String> givenUp = new HashMap<>();

    @Nullable
    String turned;

    @Nullable
    String paused;

    @Nullable
    String cancelledBy;

    @Nullable
    String rollBackBy;

    Step.@Nullable Finish finish;
    private long nextId = 1000;

    World(Operation operation, int count, RevisionView target) {
        this.operation = operation;
        this.count = count;
        this.target = target;
        revisions.put(target.id(), target);
    }

    static RevisionView revision(int number, boolean exclusive) {
        return new RevisionView(new UUID(3, number), number, true, exclusive, false);
    }

    /** Puts a container of an earlier deployment there, as the baseline. */
    UUID had(int slot, RevisionView revision, boolean running) {
        UUID id = new UUID(4, nextId++);
        revisions.put(revision.id(), revision);
        containers.put(
                id,
                new SlotContainer(
                        id,
                        slot,
                        1,
                        revision.id(),
                        NODE,
                        false,
                        running ? Phase.RUNNING : Phase.STOPPED,
                        true,
                        false,
                        false,
                        null,
                        null));
        baseline.put(slot, new Before(revision.id(), NODE, running));
        return id;
    }

    Situation situation() {
        return new Situation(
                DEPLOYMENT,
                now,
                operation,
                target,
                count,
                onlySlots,
                rollout,
                course,
                turned,
                paused,
                cancelledBy,
                rollBackBy,
                baseline,
                List.copyOf(containers.values()),
                revisions,
                List.of(new NodeView(NODE, "harbour", nodeReady, containers.size())),
                attempts,
                pins,
                resolved,
                pulled,
                pending.entrySet().stream()
                        .map(p -> new PendingJob(p.getKey(), NODE, containerOf(p.getValue())))
                        .toList(),
                failure,
                givenUp);
    }

    /** Asks the planner and records its steps, until only answers can bring it on. */
    void plan() {
        for (int i = 0; i < 1000 && finish == null; i++) {
            Decision decision = RolloutPlanner.next(situation());
            boolean again = false;
            for (Step step : decision.steps()) {
                taken.add(step);
                again |= record(step);
            }
            if (!again) {
                return;
            }
        }
    }

    private boolean record(Step step) {
        switch (step) {
            case Step.PlanContainer(int slot, UUID node, UUID revision) -> {
                UUID id = new UUID(4, nextId++);
                int attempt = attempts.merge(slot, 1, Integer::sum);
                containers.put(
                        id,
                        new SlotContainer(
                                id,
                                slot,
                                attempt,
                                revision,
                                node,
                                true,
                                Phase.PLANNED,
                                false,
                                false,
                                false,
                                null,
                                null));
                return true;
            }
            case Step.GoBack(String why) -> {
                course = Course.BACK;
                turned = why;
                failure = null;
                pending.clear();
                return true;
            }
            case Step.Finish ending -> {
                finish = ending;
                return false;
            }
            default -> {
                pending.put(new UUID(5, nextId++), step);
                return false;
            }
        }
    }

    /** Answers a pending job well. */
    void succeed(UUID job) {
        Step step = Objects.requireNonNull(pending.remove(job));
        switch (step) {
            case Step.ResolveImage _ -> resolved = true;
            case Step.PullImage(UUID node) -> pulled.add(new PulledImage(target.id(), node));
            case Step.CreateContainer(UUID id) -> change(id, Phase.CREATED, false, null);
            case Step.StartContainer(UUID id, boolean _) -> change(id, Phase.RUNNING, false, null, true);
            case Step.AwaitHealthy(UUID id) -> change(id, Phase.RUNNING, true, null);
            case Step.StopContainer(UUID id) -> change(id, Phase.STOPPED, false, null);
            case Step.RemoveContainer(UUID id) -> containers.remove(id);
            default -> throw new IllegalStateException("not a job: " + step);
        }
    }

    /** Answers a pending job badly. */
    void fail(UUID job, String why) {
        Step step = Objects.requireNonNull(pending.remove(job));
        switch (step) {
            case Step.CreateContainer(UUID id) -> fail(id, why, false);
            case Step.StartContainer(UUID id, boolean _) -> fail(id, why, false);
            case Step.AwaitHealthy(UUID id) -> fail(id, why, true);
            default -> failure = why;
        }
    }

    /** A container's process ends by itself. */
    void die(UUID id) {
        SlotContainer c = Objects.requireNonNull(containers.get(id));
        if (c.phase() == Phase.RUNNING) {
            containers.put(id, with(c, Phase.STOPPED, c.healthy(), c.startedHere(), c.failure()));
        }
    }

    /** Plans and answers everything well until the deployment has ended. */
    void runThrough() {
        for (int i = 0; i < 10_000 && finish == null; i++) {
            plan();
            List.copyOf(pending.keySet()).forEach(this::succeed);
        }
    }

    /** Plans and answers well until a step of that kind is pending; gives its job. */
    UUID runUntil(Class<? extends Step> kind) {
        UUID job = runUntilOrEnd(kind);
        if (job == null) {
            throw new AssertionError("never came to " + kind.getSimpleName() + ", but took " + taken);
        }
        return job;
    }

    /** The same; null if the deployment ends before. */
    @Nullable
    UUID runUntilOrEnd(Class<? extends Step> kind) {
        for (int i = 0; i < 10_000 && finish == null; i++) {
            plan();
            for (Map.Entry<UUID, Step> job : pending.entrySet()) {
                if (kind.isInstance(job.getValue())) {
                    return job.getKey();
                }
            }
            List.copyOf(pending.keySet()).forEach(this::succeed);
        }
        return null;
    }

    long serving() {
        return containers.values().stream()
                .filter(c -> c.phase() == Phase.RUNNING && c.healthy())
                .count();
    }

    private void fail(UUID id, String why, boolean ended) {
        SlotContainer c = Objects.requireNonNull(containers.get(id));
        containers.put(id, with(c, ended ? Phase.STOPPED : c.phase(), false, c.startedHere(), why));
    }

    private void change(UUID id, Phase phase, boolean healthy, @Nullable String why) {
        change(id, phase, healthy, why, false);
    }

    private void change(UUID id, Phase phase, boolean healthy, @Nullable String why, boolean started) {
        SlotContainer c = Objects.requireNonNull(containers.get(id));
        containers.put(id, with(c, phase, healthy, started || c.startedHere(), why));
    }

    private static SlotContainer with(
            SlotContainer c, Phase phase, boolean healthy, boolean startedHere, @Nullable String failure) {
        return new SlotContainer(
                c.id(),
                c.slot(),
                c.attempt(),
                c.revision(),
                c.node(),
                c.ofThisDeployment(),
                phase,
                healthy,
                c.startAsked() || startedHere,
                startedHere,
                c.drainingSince(),
                failure);
    }

    static @Nullable UUID containerOf(Step step) {
        return switch (step) {
            case Step.CreateContainer(UUID id) -> id;
            case Step.StartContainer(UUID id, boolean _) -> id;
            case Step.AwaitHealthy(UUID id) -> id;
            case Step.StopContainer(UUID id) -> id;
            case Step.RemoveContainer(UUID id) -> id;
            default -> null;
        };
    }
}
