package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Balanced;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.Drain;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.PendingJob;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Duration;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service on one node, as the planner sees it, with everything that a deployment does to it carried out in memory. */
final class World {

    static final UUID NODE = new UUID(1, 1);
    static final UUID DEPLOYMENT = new UUID(2, 2);

    final Map<UUID, Box> boxes = new LinkedHashMap<>();
    final Map<UUID, RevisionView> revisions = new HashMap<>();
    final Map<UUID, Step> pending = new LinkedHashMap<>();
    final Map<Integer, Before> baseline = new HashMap<>();
    final Map<Integer, UUID> pins = new HashMap<>();
    final Map<Integer, Integer> attempts = new HashMap<>();
    final Map<Integer, String> givenUp = new HashMap<>();
    final Set<PulledImage> pulled = new HashSet<>();
    final List<Step> taken = new ArrayList<>();
    final RevisionView target;
    final Operation operation;
    final int count;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Rollout rollout = Rollout.DEFAULT;
    Set<Integer> onlySlots = Set.of();
    Course course = Course.FORWARD;
    boolean nodeReady = true;
    boolean resolved;

    @Nullable
    String failure;

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
    private int made;

    World(Operation operation, int count, RevisionView target) {
        this.operation = operation;
        this.count = count;
        this.target = target;
        revisions.put(target.id(), target);
    }

    static RevisionView revision(int number, boolean exclusive) {
        return new RevisionView(new UUID(3, number), number, true, exclusive, false);
    }

    static Rollout atATime(int parallelism) {
        return new Rollout(Order.AUTO, parallelism, 0, OnFailure.ROLL_BACK, 0, false);
    }

    static Rollout onFailure(OnFailure policy, int maxFailures) {
        return new Rollout(Order.AUTO, 1, 0, policy, maxFailures, false);
    }

    /** Puts a container of an earlier deployment there, as the baseline. */
    UUID had(int slot, RevisionView revision, boolean running) {
        revisions.put(revision.id(), revision);
        Box box = new Box(slot, 1, revision.id(), false);
        box.phase = running ? Phase.RUNNING : Phase.STOPPED;
        box.healthy = true;
        box.stoppedOnPurpose = !running;
        boxes.put(box.id, box);
        baseline.put(slot, new Before(revision.id(), NODE, running));
        return box.id;
    }

    /** Makes of a stopped container one that nobody has stopped. */
    void endedByItself(UUID id) {
        at(id, box -> box.stoppedOnPurpose = false);
    }

    List<SlotContainer> containers() {
        return boxes.values().stream().map(Box::view).toList();
    }

    SlotContainer container(UUID id) {
        return Objects.requireNonNull(boxes.get(id)).view();
    }

    Stream<SlotContainer> own() {
        return containers().stream().filter(SlotContainer::ofThisDeployment);
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
                Map.copyOf(baseline),
                containers(),
                Map.copyOf(revisions),
                List.of(new NodeView(NODE, "harbour", nodeReady, boxes.size())),
                Map.copyOf(attempts),
                Map.copyOf(pins),
                resolved,
                Set.copyOf(pulled),
                pending.entrySet().stream()
                        .map(p -> new PendingJob(p.getKey(), NODE, containerOf(p.getValue())))
                        .toList(),
                failure,
                Map.copyOf(givenUp));
    }

    Decision next() {
        return RolloutPlanner.next(situation());
    }

    /** Asks the planner and records its steps, until only answers or time can bring it on. */
    Decision plan() {
        for (int i = 0; i < 1000; i++) {
            Decision decision = next();
            decision.steps().forEach(taken::add);
            decision.steps().forEach(this::record);
            if (finish != null || decision.steps().stream().noneMatch(Step.Recorded.class::isInstance)) {
                return decision;
            }
        }
        throw new AssertionError("the planner never rests: " + taken.subList(taken.size() - 10, taken.size()));
    }

    private void record(Step step) {
        switch (step) {
            case Step.PlanContainer(int slot, UUID _, UUID revision) -> {
                attempts.merge(slot, 1, Integer::sum);
                Box box = new Box(slot, ++made, revision, true);
                boxes.put(box.id, box);
            }
            case Step.DrainContainer(UUID id, Instant until) -> at(id, box -> box.drain = new Drain(now, until));
            case Step.ServeAgain(UUID id) -> at(id, box -> box.drain = null);
            case Step.GiveUpSlot(int slot, String why) -> {
                givenUp.put(slot, why);
                attempts.remove(slot);
                boxes.values().stream()
                        .filter(box -> box.own && box.slot == slot)
                        .forEach(box -> box.writtenOff = true);
            }
            case Step.Pause(String why) -> {
                paused = why;
                failure = null;
            }
            case Step.GoBack(String why) -> turn(Course.BACK, why);
            case Step.Halt(String why) -> turn(Course.HALT, why);
            case Step.Finish ending -> finish = ending;
            case Step.StartContainer(UUID id, boolean _) -> {
                at(id, box -> {
                    box.startAsked = true;
                    box.startedHere = false;
                    box.healthy = false;
                    box.failure = null;
                    box.stoppedOnPurpose = false;
                });
                ask(step);
            }
            case Step.StopContainer(UUID id) -> {
                at(id, box -> box.stoppedOnPurpose = true);
                ask(step);
            }
            case Step.Asked asked -> ask(asked);
        }
    }

    private void ask(Step step) {
        pending.put(new UUID(5, nextId++), step);
    }

    private void turn(Course next, String why) {
        course = next;
        turned = why;
        failure = null;
        paused = null;
        pending.values()
                .removeIf(step -> !(step instanceof Step.StopContainer || step instanceof Step.RemoveContainer));
    }

    /** A person lets a paused deployment go on. */
    void resume() {
        paused = null;
        givenUp.clear();
    }

    /** Answers a pending job well. */
    void succeed(UUID job) {
        Step step = Objects.requireNonNull(pending.remove(job));
        switch (step) {
            case Step.ResolveImage _ -> resolved = true;
            case Step.PullImage(UUID node) -> pulled.add(new PulledImage(target.id(), node));
            case Step.CreateContainer(UUID id) -> at(id, box -> box.phase = Phase.CREATED);
            case Step.StartContainer(UUID id, boolean _) ->
                at(id, box -> {
                    box.phase = Phase.RUNNING;
                    box.startedHere = true;
                });
            case Step.AwaitHealthy(UUID id) -> at(id, this::gate);
            case Step.StopContainer(UUID id) -> at(id, box -> box.phase = Phase.STOPPED);
            case Step.RemoveContainer(UUID id) -> boxes.remove(id);
            default -> throw new IllegalStateException("not a job: " + step);
        }
    }

    private void gate(Box box) {
        boolean done = Objects.requireNonNull(revisions.get(box.revision)).mayEnd();
        if (box.phase == Phase.RUNNING || done) {
            box.healthy = true;
        } else {
            box.failure = "it ended";
        }
    }

    /** Answers a pending job badly. */
    void fail(UUID job, String why) {
        Step step = Objects.requireNonNull(pending.remove(job));
        switch (step) {
            case Step.CreateContainer(UUID id) -> at(id, box -> box.failure = why);
            case Step.StartContainer(UUID id, boolean _) -> at(id, box -> box.failure = why);
            case Step.AwaitHealthy(UUID id) ->
                at(id, box -> {
                    box.failure = why;
                    box.phase = Phase.STOPPED;
                });
            default -> failure = why;
        }
    }

    /** A container's process ends by itself. */
    void die(UUID id) {
        at(id, box -> {
            if (box.phase == Phase.RUNNING) {
                box.phase = Phase.STOPPED;
            }
        });
    }

    /** Something else on the host removes a container. */
    void vanish(UUID id) {
        boxes.remove(id);
        pending.values().removeIf(step -> id.equals(containerOf(step)));
    }

    private void at(UUID id, Consumer<Box> change) {
        Box box = boxes.get(id);
        if (box != null) {
            change.accept(box);
        }
    }

    /** Plans and answers everything well until the deployment has ended, or nothing but a person could bring it on. */
    void runThrough() {
        for (int i = 0; i < 10_000 && finish == null; i++) {
            Decision decision = plan();
            if (pending.isEmpty() && decision.wakeAt() != null) {
                now = decision.wakeAt();
            } else if (pending.isEmpty() && finish == null) {
                return;
            }
            List.copyOf(pending.keySet()).forEach(this::succeed);
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
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
        return boxes.values().stream()
                .filter(box -> box.phase == Phase.RUNNING && box.healthy && box.failure == null)
                .count();
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

    /** A container. */
    final class Box {

        final UUID id = new UUID(4, nextId++);
        final int slot;
        final int attempt;
        final UUID revision;
        final boolean own;
        Phase phase = Phase.PLANNED;
        boolean healthy;
        boolean startAsked;
        boolean startedHere;
        boolean stoppedOnPurpose;
        boolean writtenOff;

        @Nullable
        Drain drain;

        @Nullable
        Balanced balanced;

        @Nullable
        String failure;

        Box(int slot, int attempt, UUID revision, boolean own) {
            this.slot = slot;
            this.attempt = attempt;
            this.revision = revision;
            this.own = own;
        }

        SlotContainer view() {
            return new SlotContainer(
                    id,
                    slot,
                    attempt,
                    revision,
                    NODE,
                    own,
                    phase,
                    healthy,
                    startAsked,
                    startedHere,
                    stoppedOnPurpose,
                    writtenOff,
                    drain,
                    balanced,
                    failure);
        }
    }
}
