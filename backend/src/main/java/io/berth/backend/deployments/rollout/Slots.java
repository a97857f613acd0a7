package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.placement.Placement;
import io.berth.backend.deployments.rollout.Situation.Balanced;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.PulledImage;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The slots that a deployment is about: which there are, what each is to hold, and what it holds. */
final class Slots {

    static final int MOST_ATTEMPTS = 5;

    private final Situation situation;
    private final SortedSet<Integer> all;

    Slots(Situation situation) {
        this.situation = situation;
        this.all = slots();
    }

    SortedSet<Integer> all() {
        return all;
    }

    boolean forward() {
        return situation.course() == Course.FORWARD;
    }

    Stream<SlotContainer> in(int slot) {
        return situation.containers().stream().filter(c -> c.slot() == slot);
    }

    /** What the slot is to hold, on the present course. */
    Wanted wanted(int slot) {
        return switch (situation.course()) {
            case FORWARD -> situation.givenUp().containsKey(slot) ? wantedBack(slot) : wantedForward(slot);
            case BACK -> wantedBack(slot);
            case HALT -> wantedHalt(slot);
        };
    }

    private Wanted wantedForward(int slot) {
        boolean within = slot <= situation.count();
        UUID target = situation.target().id();
        return switch (situation.operation()) {
            case DEPLOY, ROLLBACK, PROMOTE -> within ? new Wanted.Fresh(target) : new Wanted.Empty();
            case SCALE, START -> within ? new Wanted.AnyRunning(target) : new Wanted.Empty();
            case STOP -> new Wanted.Stopped();
            case RESTART ->
                new Wanted.Restarted(before(slot).map(Before::revision).orElse(target));
            case DESTROY -> new Wanted.Swept();
            case CANARY -> new Wanted.Fresh(target);
            case ABORT, TERMINATE -> new Wanted.Empty();
        };
    }

    private Wanted wantedBack(int slot) {
        return before(slot)
                .map(b -> b.running() ? new Wanted.Restored(b.revision()) : new Wanted.AsStopped())
                .orElseGet(Wanted.Empty::new);
    }

    private Wanted wantedHalt(int slot) {
        return in(slot).anyMatch(Wanted.Settled::suits) ? new Wanted.Settled() : wantedBack(slot);
    }

    private Optional<Before> before(int slot) {
        return Optional.ofNullable(situation.baseline().get(slot));
    }

    /** Whether the slot holds what it is to hold, whatever else it may hold. */
    boolean asWanted(int slot) {
        return switch (wanted(slot)) {
            case Wanted.Stopped _ -> in(slot).allMatch(Slots::surelyStopped);
            case Wanted.Empty _ -> in(slot).findAny().isEmpty();
            case Wanted.Swept _ -> in(slot).noneMatch(Slots::endedByItself);
            case Wanted.AsStopped _ -> in(slot).noneMatch(c -> c.ofThisDeployment() || mayRun(c));
            case Wanted wanted -> in(slot).anyMatch(c -> wanted.isMetBy(c, this) && !awaitsBalancer(c));
        };
    }

    /** Whether the slot is to get a container of the target, and has none that could become it. */
    boolean needsContainerOfTarget(int slot) {
        return switch (wanted(slot)) {
            case Wanted.Fresh fresh -> in(slot).noneMatch(fresh::mayBecome);
            case Wanted.AnyRunning any -> in(slot).noneMatch(any::mayBecome);
            case Wanted.Restored _,
                    Wanted.Restarted _,
                    Wanted.Settled _,
                    Wanted.AsStopped _,
                    Wanted.Stopped _,
                    Wanted.Swept _,
                    Wanted.Empty _ -> false;
        };
    }

    /** Whether the slot held something when the deployment began. */
    boolean isNew(int slot) {
        return before(slot).isEmpty();
    }

    /** Whether the deployment has begun to move the slot on its present course. */
    boolean underWay(int slot) {
        boolean served = before(slot).filter(Before::running).isPresent();
        boolean begun = switch (situation.course()) {
            case FORWARD -> in(slot).anyMatch(c -> c.drain() != null || madeOnThisTry(slot, c));
            // What it has made stays there until it is this slot's turn to go back.
            case BACK, HALT -> in(slot).count() > 1;
        };
        return begun || (served && !serves(slot)) || in(slot).anyMatch(this::busy);
    }

    /** What was made to bring an old revision back after a failure does not begin the slot's next try. */
    private boolean madeOnThisTry(int slot, SlotContainer container) {
        boolean broughtBack = wanted(slot) instanceof Wanted.Fresh(UUID revision)
                && !container.revision().equals(revision);
        return container.ofThisDeployment() && !broughtBack;
    }

    /** Whether containers of the slot vanish as soon as they are made: something else on the host removes them. */
    boolean vanishing(int slot) {
        return situation.attempts().getOrDefault(slot, 0) >= MOST_ATTEMPTS;
    }

    /** Whether nothing more can be done for the slot. */
    boolean hopeless(int slot) {
        return vanishing(slot) || (!forward() && in(slot).anyMatch(Slots::keptThoughFailed));
    }

    /** Whether this deployment has brought the target's image to that node. */
    boolean hasImageOfTarget(UUID node) {
        return situation.pulled().contains(new PulledImage(situation.target().id(), node));
    }

    static boolean endedByItself(SlotContainer container) {
        return container.phase() == Phase.STOPPED && !container.stoppedOnPurpose();
    }

    boolean serves(int slot) {
        return in(slot).anyMatch(Slots::serves);
    }

    static boolean serves(SlotContainer container) {
        return container.phase() == Phase.RUNNING && container.failure() == null && proven(container);
    }

    /** Whether it was seen healthy since its last start, by whichever deployment. */
    static boolean proven(SlotContainer container) {
        return container.healthy();
    }

    /** Whether it was seen healthy, or ran before this deployment and was left alone. */
    static boolean provenOrUntouched(SlotContainer container) {
        return proven(container) || (!container.ofThisDeployment() && !container.startAsked());
    }

    /** A start that was asked for may still happen, as long as no stop has been answered after it. */
    static boolean mayRun(SlotContainer container) {
        boolean startMayCome = container.startAsked() && !container.startedHere() && !container.stoppedOnPurpose();
        return container.phase() == Phase.RUNNING || startMayCome;
    }

    /**
     * Whether its stop was answered. What has ended by itself may be brought up again by its engine, and what seems never to
     * have run may have been started by a job whose answer nobody waited for.
     */
    static boolean surelyStopped(SlotContainer container) {
        return container.stoppedOnPurpose() && container.phase() != Phase.RUNNING;
    }

    /** What ran before and has failed on the way back: unhealthy is better than nothing, so it is left running. */
    static boolean keptThoughFailed(SlotContainer container) {
        return container.failure() != null
                && !container.ofThisDeployment()
                && container.phase() == Phase.RUNNING
                && !container.stoppedOnPurpose();
    }

    /**
     * Whether a balancer is still to send it requests. Who cancels does not wait for that; and what is not taken in on the way
     * back is left as it is, since there is nothing better to turn to.
     */
    boolean awaitsBalancer(SlotContainer container) {
        Balanced balanced = container.balanced();
        if (balanced == null || balanced.serving() || container.phase() != Phase.RUNNING) {
            return false;
        }
        // What was there before and was left alone is not this deployment's to judge.
        boolean mine = container.ofThisDeployment() || container.startAsked() || !forward();
        boolean inTime = balanced.serveBy() == null || situation.now().isBefore(balanced.serveBy());
        return mine && situation.course() != Course.HALT && (inTime || towardsTarget(container.slot()));
    }

    /** Whether a failure in the slot has still to be answered. */
    boolean towardsTarget(int slot) {
        return forward() && !situation.givenUp().containsKey(slot);
    }

    /** Whether a job of the container has not been answered. */
    boolean busy(SlotContainer container) {
        return situation.pending().stream().anyMatch(job -> container.id().equals(job.container()));
    }

    /** An end with exit code 0 is what a container of such a revision is for. */
    boolean hasDoneItsWork(SlotContainer container) {
        return endedByItself(container)
                && container.healthy()
                && container.failure() == null
                && (container.ofThisDeployment() || container.startAsked())
                && revision(container.revision()).filter(RevisionView::mayEnd).isPresent();
    }

    /** A revision that is not known is treated as the careful case. */
    boolean exclusive(UUID revision) {
        return revision(revision).map(RevisionView::exclusive).orElse(true);
    }

    private Optional<RevisionView> revision(UUID id) {
        RevisionView target = situation.target();
        return target.id().equals(id)
                ? Optional.of(target)
                : Optional.ofNullable(situation.revisions().get(id));
    }

    Placement placement() {
        return new Placement(situation.nodes(), situation.pins());
    }

    /** In words, if that node does not answer. */
    Optional<String> awayNode(UUID node) {
        return situation.nodes().stream()
                .filter(n -> n.id().equals(node) && !n.ready())
                .map(NodeView::name)
                .map(name -> "node " + name + ": it does not answer")
                .findFirst();
    }

    private SortedSet<Integer> slots() {
        SortedSet<Integer> slots = new TreeSet<>();
        switch (situation.operation()) {
            case CANARY, ABORT -> slots.addAll(situation.onlySlots());
            case DEPLOY, ROLLBACK, PROMOTE, SCALE, START -> {
                slots.addAll(situation.baseline().keySet());
                situation.containers().forEach(c -> slots.add(c.slot()));
                if (forward()) {
                    for (int slot = 1; slot <= situation.count(); slot++) {
                        slots.add(slot);
                    }
                }
            }
            case RESTART -> {
                slots.addAll(situation.baseline().keySet());
                situation.containers().forEach(c -> slots.add(c.slot()));
            }
            case STOP, DESTROY, TERMINATE -> {
                // What was stopped or removed on purpose is not brought back: one that turns just ends.
                if (forward()) {
                    situation.containers().forEach(c -> slots.add(c.slot()));
                }
            }
        }
        if (!situation.onlySlots().isEmpty()) {
            slots.retainAll(situation.onlySlots());
        }
        return slots;
    }
}
