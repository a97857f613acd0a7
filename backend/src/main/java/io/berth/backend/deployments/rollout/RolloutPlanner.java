package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.placement.Placement;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next steps of a deployment. Looks at nothing but the situation; asking twice is harmless.
 *
 * <p>Every operation, and every way back or out of one, is the same work: for each slot there is something that it is to hold
 * ({@link Wanted}), and the slot is moved one step towards it ({@link SlotMoves}). What differs is how many slots may be
 * under way at a time ({@link Pace}).
 */
public final class RolloutPlanner {

    private final Situation situation;
    private final Slots slots;
    private final SlotMoves moves;

    private RolloutPlanner(Situation situation) {
        this.situation = situation;
        this.slots = new Slots(situation);
        this.moves = new SlotMoves(situation, slots);
    }

    /** The next steps in this situation. */
    public static Decision next(Situation situation) {
        return new RolloutPlanner(situation).decide();
    }

    /** How many slots are as they are to be. */
    public static Progress progress(Situation situation) {
        Slots slots = new Slots(situation);
        int done = Math.toIntExact(slots.all().stream().filter(slots::asWanted).count());
        return new Progress(done, slots.all().size());
    }

    /** @param done slots that need nothing more */
    public record Progress(int done, int total) {}

    private Decision decide() {
        Optional<Step> turn = turn();
        if (turn.isPresent()) {
            return Decision.of(turn.get());
        }
        if (situation.failure() != null) {
            return finish("that failed too: " + situation.failure());
        }
        if (slots.forward() && situation.paused() == null) {
            Optional<Decision> preparation = prepareImage();
            if (preparation.isPresent()) {
                return preparation.get();
            }
        }
        return moveSlots();
    }

    /** What people asked for comes first, then what has failed. */
    private Optional<Step> turn() {
        if (situation.cancelledBy() != null && situation.course() != Course.HALT) {
            return Optional.of(new Step.Halt("cancelled by " + situation.cancelledBy()));
        }
        if (!slots.forward()) {
            return Optional.empty();
        }
        if (situation.rollBackBy() != null) {
            return Optional.of(new Step.GoBack("rolled back by " + situation.rollBackBy()));
        }
        return Optional.ofNullable(situation.failure()).map(why -> FailurePolicy.ofDeployment(situation, why));
    }

    /** Resolves and pulls before anything is stopped. Empty once the image is on every node that will need it. */
    private Optional<Decision> prepareImage() {
        List<Integer> toFill =
                slots.all().stream().filter(slots::needsContainerOfTarget).toList();
        if (toFill.isEmpty()) {
            return Optional.empty();
        }
        if (mustResolve()) {
            return Optional.of(anythingPending() ? waitForAnswers() : resolve());
        }
        SortedSet<UUID> needed = new TreeSet<>();
        Placement placement = slots.placement();
        for (int slot : toFill) {
            Placement.Choice choice = placement.choose(slot);
            if (choice.node() == null) {
                return Optional.of(Decision.waiting(choice.reason()));
            }
            needed.add(choice.node());
            placement = placement.withOneMoreOn(choice.node());
        }
        List<Step> pulls = needed.stream()
                .filter(node -> !situation
                        .pulled()
                        .contains(new PulledImage(situation.target().id(), node)))
                .<Step>map(Step.PullImage::new)
                .toList();
        if (pulls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(anythingPending() ? waitForAnswers() : new Decision(pulls, null, null));
    }

    /** A rollback brings what ran before, and a promotion what was tried. */
    private boolean mustResolve() {
        return !situation.resolved()
                && (situation.operation().resolves() || !situation.target().pinned());
    }

    private Decision resolve() {
        return slots.placement()
                .anyReady()
                .map(node -> Decision.of(new Step.ResolveImage(node)))
                .orElseGet(() -> Decision.waiting("a node: none is ready"));
    }

    private Decision moveSlots() {
        Round round = new Round();
        for (int slot : new Pace(situation, slots).slotsToMove()) {
            round.add(moves.of(slot));
        }
        if (round.allDone && !held()) {
            // Whatever the pace says: none is left behind because another cannot be mended.
            slots.all().stream()
                    .map(moves::of)
                    .filter(move -> !(move instanceof SlotMove.Done))
                    .findFirst()
                    .ifPresent(round::add);
        }
        if (!round.allDone) {
            return round.decision();
        }
        if (mustWaitForAnswers()) {
            return waitForAnswers();
        }
        return held() ? Decision.waiting("somebody to resume it: " + situation.paused()) : finish(null);
    }

    /** A pause ends with a person's word, unless everything that was asked for is there. */
    private boolean held() {
        return slots.forward()
                && situation.paused() != null
                && (!situation.givenUp().isEmpty() || !slots.all().stream().allMatch(slots::asWanted));
    }

    /** What is under way on a node that is away keeps nobody from cancelling. */
    private boolean mustWaitForAnswers() {
        return situation.pending().stream()
                .anyMatch(job -> situation.course() != Course.HALT
                        || slots.awayNode(job.node()).isEmpty());
    }

    private boolean anythingPending() {
        return !situation.pending().isEmpty();
    }

    private Decision waitForAnswers() {
        return new Decision(
                List.of(),
                situation.pending().stream()
                        .flatMap(job -> slots.awayNode(job.node()).stream())
                        .findFirst()
                        .orElse(null),
                null);
    }

    private Decision finish(@Nullable String trouble) {
        return Decision.of(new Ending(situation, slots).of(trouble));
    }

    /** What all slots together need now. */
    private static final class Round {

        private final List<Step> steps = new ArrayList<>();
        private final List<String> waiting = new ArrayList<>();
        private final List<Instant> wakeUps = new ArrayList<>();
        private boolean allDone = true;

        void add(SlotMove move) {
            switch (move) {
                case SlotMove.Done _ -> {
                    return;
                }
                case SlotMove.Take(Step step) -> steps.add(step);
                case SlotMove.Wait(String forWhat) -> waiting.add(forWhat);
                case SlotMove.Until(Instant when, String forWhat) -> {
                    wakeUps.add(when);
                    if (forWhat != null) {
                        waiting.add(forWhat);
                    }
                }
                case SlotMove.Busy(String away) -> {
                    if (away != null) {
                        waiting.add(away);
                    }
                }
            }
            allDone = false;
        }

        /** What can be decided further at once is recorded alone: the next look sees what came of it. */
        Decision decision() {
            Optional<Step> recorded =
                    steps.stream().filter(Step.Recorded.class::isInstance).findFirst();
            return new Decision(
                    recorded.map(List::of).orElse(steps),
                    waiting.isEmpty() ? null : waiting.getFirst(),
                    wakeUps.stream().min(Comparator.naturalOrder()).orElse(null));
        }
    }
}
