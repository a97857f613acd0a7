package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How many slots are under way at a time: no more are without their container at once than the strategy allows. */
final class Pace {

    private final Situation situation;
    private final Slots slots;

    Pace(Situation situation, Slots slots) {
        this.situation = situation;
        this.slots = slots;
    }

    /** The slots that may be moved now, in their order. Those that need nothing more are among them. */
    SortedSet<Integer> slotsToMove() {
        return switch (situation.course()) {
            case HALT -> slots.all();
            case BACK -> atMost(situation.rollout().parallelism());
            case FORWARD ->
                switch (situation.operation()) {
                    case STOP, DESTROY, TERMINATE, ABORT -> slots.all();
                    case SCALE, START, CANARY -> situation.rollout().sequential() ? atMost(1) : slots.all();
                    case DEPLOY, ROLLBACK, PROMOTE, RESTART -> replacing();
                };
        };
    }

    /** Slots that held something are replaced at the strategy's pace; new ones are filled at once, or one by one. */
    private SortedSet<Integer> replacing() {
        SortedSet<Integer> chosen = atMost(situation.rollout().parallelism());
        List<Integer> toFill = slots.all().stream()
                .filter(slot -> slots.isNew(slot) && !slots.asWanted(slot))
                .toList();
        if (situation.rollout().sequential()) {
            Optional<Integer> next = toFill.stream()
                    .filter(slots::underWay)
                    .findFirst()
                    .or(() -> toFill.stream().findFirst());
            toFill.stream().filter(slot -> !next.equals(Optional.of(slot))).forEach(chosen::remove);
        } else if (!paused()) {
            chosen.addAll(toFill);
        }
        return chosen;
    }

    /** Those under way, and so many of the others that no more than that number is under way. */
    private SortedSet<Integer> atMost(int most) {
        SortedSet<Integer> chosen = new TreeSet<>();
        SortedSet<Integer> waiting = new TreeSet<>();
        for (int slot : slots.all()) {
            (slots.asWanted(slot) || slots.underWay(slot) ? chosen : waiting).add(slot);
        }
        long underWay = chosen.stream().filter(this::unfinished).count();
        for (int slot : waiting) {
            if (!paused() && underWay < most) {
                chosen.add(slot);
                underWay++;
            }
        }
        return chosen;
    }

    private boolean paused() {
        return situation.course() == Course.FORWARD && situation.paused() != null;
    }

    /** Not as it is to be, or with a rest that is on its way out. What cannot be mended keeps nobody waiting. */
    private boolean unfinished(int slot) {
        return !slots.hopeless(slot)
                && (!slots.asWanted(slot)
                        || slots.in(slot).count() > 1
                        || slots.in(slot).anyMatch(slots::busy));
    }
}
