package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.placement.Placement;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next steps of a deployment. Looks at nothing but the situation; asking twice is harmless.
 *
 * <p>Every operation, and the way back from one that failed, is the same work: for each slot there is something that it is
 * to hold ({@link Wanted}), and the slot is moved one step towards it. A redeploy moves one slot at a time, everything else
 * all slots at once.
 */
public final class RolloutPlanner {

    /** A slot whose containers vanish this often is given up: something else on the host removes them. */
    static final int MOST_ATTEMPTS = 5;

    private final Situation situation;
    private final Placement placement;

    private RolloutPlanner(Situation situation) {
        this.situation = situation;
        this.placement = new Placement(situation.nodes(), situation.pins());
    }

    /** The next steps in this situation. */
    public static Decision next(Situation situation) {
        return new RolloutPlanner(situation).decide();
    }

    /** How many slots are as they are to be. */
    public static Progress progress(Situation situation) {
        RolloutPlanner planner = new RolloutPlanner(situation);
        SortedSet<Integer> slots = planner.slots();
        int done = Math.toIntExact(slots.stream().filter(planner::isDone).count());
        return new Progress(done, slots.size());
    }

    /** @param done slots that need nothing more */
    public record Progress(int done, int total) {}

    private boolean isDone(int slot) {
        return switch (wanted(slot)) {
            case Wanted.Stopped _ -> inSlot(slot).noneMatch(c -> c.phase() == Phase.RUNNING);
            case Wanted.Empty _ -> inSlot(slot).findAny().isEmpty();
            case Wanted.AsStopped _ -> inSlot(slot).noneMatch(c -> c.ofThisDeployment() || c.phase() == Phase.RUNNING);
            case Wanted wanted -> inSlot(slot).anyMatch(wanted::isMetBy);
        };
    }

    private Decision decide() {
        if (situation.cancelledBy() != null && forward()) {
            return Decision.of(new Step.GoBack("cancelled by " + situation.cancelledBy()));
        }
        if (situation.failure() != null) {
            return forward()
                    ? Decision.of(new Step.GoBack(situation.failure()))
                    : finish("going back failed too: " + situation.failure());
        }
        if (forward() && bringsContainers()) {
            Optional<Decision> preparation = prepareImage();
            if (preparation.isPresent()) {
                return preparation.get();
            }
        }
        return moveSlots();
    }

    private boolean forward() {
        return situation.course() == Course.FORWARD;
    }

    private boolean bringsContainers() {
        return switch (situation.operation()) {
            case DEPLOY, ROLLBACK, SCALE, START, RESTART ->
                slotsToFill().findAny().isPresent();
            case STOP, DESTROY, TERMINATE -> false;
        };
    }

    /** Slots whose wanted container does not exist yet. */
    private Stream<Integer> slotsToFill() {
        return slots().stream()
                .filter(slot -> !(wanted(slot) instanceof Wanted.Empty))
                .filter(slot -> inSlot(slot).noneMatch(wanted(slot)::mayBecome));
    }

    /** Resolves and pulls before anything is stopped. Empty once the image is on every node that will need it. */
    private Optional<Decision> prepareImage() {
        boolean resolve = !situation.resolved()
                && (situation.operation() == Operation.DEPLOY
                        || !situation.target().pinned());
        if (resolve) {
            if (anythingPending()) {
                return Optional.of(waitForAnswers());
            }
            return Optional.of(placement
                    .anyReady()
                    .map(node -> Decision.of(new Step.ResolveImage(node)))
                    .orElseGet(() -> Decision.waiting("a node: none is ready")));
        }
        Set<UUID> needed = new HashSet<>();
        for (int slot : slotsToFill().toList()) {
            Placement.Choice choice = placement.choose(slot);
            if (choice.node() == null) {
                return Optional.of(Decision.waiting(choice.reason()));
            }
            needed.add(choice.node());
        }
        List<Step> pulls = needed.stream()
                .filter(node -> !situation
                        .pulled()
                        .contains(new PulledImage(situation.target().id(), node)))
                .sorted()
                .<Step>map(Step.PullImage::new)
                .toList();
        if (pulls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(anythingPending() ? waitForAnswers() : new Decision(pulls, null, null));
    }

    private Decision moveSlots() {
        List<Step> steps = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        boolean oneAtATime = situation.operation() == Operation.DEPLOY;
        boolean allDone = true;
        for (int slot : slots()) {
            SlotMove move = move(slot);
            if (move instanceof SlotMove.Done) {
                continue;
            }
            allDone = false;
            switch (move) {
                case SlotMove.Take(Step.GoBack goBack) -> {
                    return Decision.of(goBack);
                }
                case SlotMove.Take(Step step) -> steps.add(step);
                case SlotMove.Wait(String forWhat) -> waiting.add(forWhat);
                case SlotMove.Busy _ -> nodeThatIsAway(slot).ifPresent(waiting::add);
                case SlotMove.Done _ -> throw new IllegalStateException("a slot that is done has no move");
            }
            if (oneAtATime) {
                break;
            }
        }
        if (allDone) {
            return anythingPending() ? waitForAnswers() : finish(null);
        }
        return new Decision(steps, waiting.isEmpty() ? null : waiting.getFirst(), null);
    }

    /** One step of one slot towards what it is to hold. */
    private SlotMove move(int slot) {
        boolean busy = situation.pending().stream()
                .anyMatch(job -> inSlot(slot).anyMatch(c -> c.id().equals(job.container())));
        if (busy) {
            return new SlotMove.Busy();
        }
        Wanted wanted = wanted(slot);
        Optional<SlotContainer> met = inSlot(slot).filter(wanted::isMetBy).findFirst();
        if (met.isPresent()) {
            return clear(slot, met.get()).orElse(new SlotMove.Done());
        }
        return switch (wanted) {
            case Wanted.Stopped _ -> stopAll(slot);
            case Wanted.Empty _ -> clear(slot, null).orElse(new SlotMove.Done());
            case Wanted.AsStopped _ -> clearOwn(slot).orElseGet(() -> stopAll(slot));
            case Wanted.Fresh(UUID revision) -> fill(slot, wanted, revision);
            case Wanted.AnyRunning(UUID revision) -> fill(slot, wanted, revision);
            case Wanted.Restored(UUID revision) -> fill(slot, wanted, revision);
        };
    }

    private SlotMove fill(int slot, Wanted wanted, UUID revision) {
        Optional<SlotMove> reaction = forward() ? giveUp(slot, wanted) : removeFailed(slot, wanted);
        if (reaction.isPresent()) {
            return reaction.get();
        }
        Optional<SlotContainer> candidate =
                inSlot(slot).filter(wanted::mayBecome).max(Comparator.comparing(SlotContainer::attempt));
        if (candidate.isPresent()) {
            Optional<SlotMove> makeRoom = conflicts(slot, candidate.get().revision(), candidate.get())
                    ? clear(slot, candidate.get())
                    : Optional.empty();
            return makeRoom.orElseGet(() -> new SlotMove.Take(advance(candidate.get())));
        }
        if (conflicts(slot, revision, null)) {
            return clear(slot, null).orElseThrow();
        }
        if (attempts(slot) >= MOST_ATTEMPTS) {
            String why = "containers of slot " + slot + " vanish as soon as they are made";
            return forward() ? new SlotMove.Take(new Step.GoBack(why)) : new SlotMove.Done();
        }
        Placement.Choice choice = placement.choose(slot);
        return choice.node() == null
                ? new SlotMove.Wait(choice.reason())
                : new SlotMove.Take(new Step.PlanContainer(slot, choice.node(), revision));
    }

    /** Going forward, one container that fails turns the whole deployment round. */
    private Optional<SlotMove> giveUp(int slot, Wanted wanted) {
        return inSlot(slot)
                .filter(wanted::mayBecome)
                .flatMap(c -> Stream.ofNullable(c.failure()))
                .findFirst()
                .map(why -> new SlotMove.Take(new Step.GoBack(why)));
    }

    /** Going back, only what failed is taken away: a healthy container of whatever revision is better than none. */
    private Optional<SlotMove> removeFailed(int slot, Wanted wanted) {
        Optional<SlotMove> removal = inSlot(slot)
                .filter(c -> c.failure() != null && c.ofThisDeployment())
                .findFirst()
                .map(c -> new SlotMove.Take(putAway(c)));
        boolean hopeless = inSlot(slot).anyMatch(c -> c.failure() != null && wanted.mayBecome(c));
        return removal.isPresent() || !hopeless ? removal : Optional.of(new SlotMove.Done());
    }

    /** The next step in a container's life towards healthy. */
    private static Step advance(SlotContainer container) {
        return switch (container.phase()) {
            case PLANNED -> new Step.CreateContainer(container.id());
            case CREATED -> new Step.StartContainer(container.id(), true);
            case RUNNING -> new Step.AwaitHealthy(container.id());
            // One that was started and has ended is looked at, not started again: the answer says why it ended.
            case STOPPED ->
                container.startedHere()
                        ? new Step.AwaitHealthy(container.id())
                        : new Step.StartContainer(container.id(), false);
        };
    }

    /** Whether a container of that revision must not run beside another one in the slot. */
    private boolean conflicts(int slot, UUID revision, @Nullable SlotContainer itself) {
        return inSlot(slot)
                .filter(other -> !other.equals(itself))
                .anyMatch(other -> exclusive(revision) || exclusive(other.revision()));
    }

    private boolean exclusive(UUID revision) {
        if (situation.target().id().equals(revision)) {
            return situation.target().exclusive();
        }
        RevisionView view = situation.revisions().get(revision);
        // A revision that is not known is treated as the careful case.
        return view == null || view.exclusive();
    }

    private Optional<SlotMove> clear(int slot, @Nullable SlotContainer keep) {
        return inSlot(slot)
                .filter(c -> !c.equals(keep))
                .findFirst()
                .map(RolloutPlanner::putAway)
                .map(SlotMove.Take::new);
    }

    private Optional<SlotMove> clearOwn(int slot) {
        return inSlot(slot)
                .filter(SlotContainer::ofThisDeployment)
                .findFirst()
                .map(RolloutPlanner::putAway)
                .map(SlotMove.Take::new);
    }

    private static Step putAway(SlotContainer container) {
        return container.phase() == Phase.RUNNING
                ? new Step.StopContainer(container.id())
                : new Step.RemoveContainer(container.id());
    }

    private SlotMove stopAll(int slot) {
        return inSlot(slot)
                .filter(c -> c.phase() == Phase.RUNNING)
                .findFirst()
                .<SlotMove>map(c -> new SlotMove.Take(new Step.StopContainer(c.id())))
                .orElse(new SlotMove.Done());
    }

    private Wanted wanted(int slot) {
        return forward() ? wantedForward(slot) : wantedBack(slot);
    }

    private Wanted wantedForward(int slot) {
        boolean within = slot <= situation.count();
        UUID target = situation.target().id();
        return switch (situation.operation()) {
            case DEPLOY, ROLLBACK, RESTART -> within ? new Wanted.Fresh(target) : new Wanted.Empty();
            case SCALE, START -> within ? new Wanted.AnyRunning(target) : new Wanted.Empty();
            case STOP -> new Wanted.Stopped();
            case DESTROY, TERMINATE -> new Wanted.Empty();
        };
    }

    private Wanted wantedBack(int slot) {
        Before before = situation.baseline().get(slot);
        if (before == null) {
            return new Wanted.Empty();
        }
        return before.running() ? new Wanted.Restored(before.revision()) : new Wanted.AsStopped();
    }

    private SortedSet<Integer> slots() {
        SortedSet<Integer> slots = new TreeSet<>();
        situation.containers().forEach(c -> slots.add(c.slot()));
        switch (situation.operation()) {
            case DEPLOY, ROLLBACK, RESTART, SCALE, START -> {
                slots.addAll(situation.baseline().keySet());
                if (forward()) {
                    for (int slot = 1; slot <= situation.count(); slot++) {
                        slots.add(slot);
                    }
                }
            }
            case STOP, DESTROY, TERMINATE -> {
                // What was stopped or removed on purpose is not brought back: one that is cancelled just ends.
                if (!forward()) {
                    slots.clear();
                }
            }
        }
        return slots;
    }

    private Stream<SlotContainer> inSlot(int slot) {
        return situation.containers().stream().filter(c -> c.slot() == slot);
    }

    private int attempts(int slot) {
        return situation.attempts().getOrDefault(slot, 0);
    }

    private boolean anythingPending() {
        return !situation.pending().isEmpty();
    }

    private Decision waitForAnswers() {
        return new Decision(
                List.of(),
                situation.pending().stream()
                        .flatMap(job -> awayNode(job.node()).stream())
                        .findFirst()
                        .orElse(null),
                null);
    }

    private Optional<String> nodeThatIsAway(int slot) {
        return situation.pending().stream()
                .filter(job -> inSlot(slot).anyMatch(c -> c.id().equals(job.container())))
                .flatMap(job -> awayNode(job.node()).stream())
                .findFirst();
    }

    private Optional<String> awayNode(UUID node) {
        return situation.nodes().stream()
                .filter(n -> n.id().equals(node) && !n.ready())
                .map(NodeView::name)
                .map(name -> "node " + name + ": it does not answer")
                .findFirst();
    }

    private Decision finish(@Nullable String trouble) {
        return Decision.of(Ending.of(situation, trouble));
    }

    /** What one slot needs now. */
    private sealed interface SlotMove {

        record Take(Step step) implements SlotMove {}

        /** An answer must come first. */
        record Busy() implements SlotMove {}

        record Wait(String forWhat) implements SlotMove {}

        record Done() implements SlotMove {}
    }
}
