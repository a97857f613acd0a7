package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.placement.Placement;
import io.berth.backend.deployments.rollout.Situation.Balanced;
import io.berth.backend.deployments.rollout.Situation.Drain;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import io.berth.backend.services.ServiceDefinition.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves one slot one step towards what it is to hold. */
final class SlotMoves {

    /** Where the strategy gives no drain time. */
    static final int BALANCED_DRAIN_SECONDS = 30;

    /** How long a balancer may take to let go of a container whose drain time is over. */
    static final Duration LETTING_GO_TAKES = Duration.ofSeconds(30);

    private final Situation situation;
    private final Slots slots;

    SlotMoves(Situation situation, Slots slots) {
        this.situation = situation;
        this.slots = slots;
    }

    SlotMove of(int slot) {
        SlotMove move = towardsWanted(slot);
        return situation.course() == Course.HALT && needsNodeThatIsAway(move) ? new SlotMove.Done() : move;
    }

    /** Who cancels does not wait for a node that is away: the ending says what was left there. */
    private boolean needsNodeThatIsAway(SlotMove move) {
        return switch (move) {
            case SlotMove.Busy(String away) -> away != null;
            case SlotMove.Wait _ -> true;
            case SlotMove.Take(Step step) ->
                nodeOf(step).flatMap(slots::awayNode).isPresent();
            case SlotMove.Until _, SlotMove.Done _ -> false;
        };
    }

    private Optional<UUID> nodeOf(Step step) {
        UUID container = switch (step) {
            case Step.CreateContainer(UUID id) -> id;
            case Step.StartContainer(UUID id, boolean _) -> id;
            case Step.AwaitHealthy(UUID id) -> id;
            case Step.StopContainer(UUID id) -> id;
            case Step.RemoveContainer(UUID id) -> id;
            default -> null;
        };
        return situation.containers().stream()
                .filter(c -> c.id().equals(container))
                .map(SlotContainer::node)
                .findFirst();
    }

    private SlotMove towardsWanted(int slot) {
        Optional<SlotMove> busy = busy(slot);
        if (busy.isPresent()) {
            return busy.get();
        }
        if (slots.forward() && FailurePolicy.mustPause(situation)) {
            return new SlotMove.Take(new Step.Pause(lastFailure()));
        }
        Wanted wanted = slots.wanted(slot);
        Optional<SlotContainer> met = slots.in(slot)
                .filter(c -> wanted.isMetBy(c, slots))
                .max(Comparator.comparing(SlotContainer::ofThisDeployment)
                        .thenComparing(SlotContainer::healthy)
                        .thenComparingInt(SlotContainer::attempt));
        if (met.isPresent()) {
            return takeIn(slot, met.get()).or(() -> giveWay(slot, met.get())).orElseGet(SlotMove.Done::new);
        }
        return switch (wanted) {
            case Wanted.Stopped _ -> stopSurely(slot);
            case Wanted.Empty _ -> clear(slot, null).orElseGet(SlotMove.Done::new);
            case Wanted.Swept _ -> sweep(slot);
            case Wanted.AsStopped _ -> clearOwn(slot).orElseGet(() -> stopAll(slot));
            case Wanted.Restarted(UUID revision) -> restart(slot, wanted, revision);
            case Wanted.Fresh(UUID revision) -> fill(slot, wanted, revision);
            case Wanted.AnyRunning(UUID revision) -> fill(slot, wanted, revision);
            case Wanted.Restored(UUID revision) -> fill(slot, wanted, revision);
            case Wanted.Settled _ -> new SlotMove.Done();
        };
    }

    /** Nobody's predecessor goes before balancers send requests to the successor. */
    private Optional<SlotMove> takeIn(int slot, SlotContainer container) {
        if (container.drain() != null) {
            return Optional.of(new SlotMove.Take(new Step.ServeAgain(container.id())));
        }
        Balanced balanced = container.balanced();
        if (balanced == null || !slots.awaitsBalancer(container)) {
            return Optional.empty();
        }
        String forWhat = "the balancer " + balanced.balancer() + " to send it requests"
                + (balanced.found() == null ? "" : ": " + balanced.found());
        Instant by = balanced.serveBy();
        if (by == null) {
            return Optional.of(new SlotMove.Wait(forWhat));
        }
        return Optional.of(
                situation.now().isBefore(by)
                        ? new SlotMove.Until(by, forWhat)
                        : new SlotMove.Take(FailurePolicy.ofSlot(situation, slot, "waited in vain for " + forWhat)));
    }

    private Optional<SlotMove> busy(int slot) {
        return situation.pending().stream()
                .filter(job -> slots.in(slot).anyMatch(c -> c.id().equals(job.container())))
                .findFirst()
                .map(job -> new SlotMove.Busy(slots.awayNode(job.node()).orElse(null)));
    }

    private String lastFailure() {
        return situation.givenUp().entrySet().stream()
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElseThrow();
    }

    /** The same container again: stopped, started, seen healthy. */
    private SlotMove restart(int slot, Wanted wanted, UUID revision) {
        Optional<SlotContainer> untouched = slots.in(slot)
                .filter(c -> c.phase() == Phase.RUNNING && !c.startAsked())
                .findFirst();
        return untouched.isPresent() ? stop(untouched.get()) : fill(slot, wanted, revision);
    }

    private SlotMove fill(int slot, Wanted wanted, UUID revision) {
        Optional<SlotMove> failed = failed(slot, wanted);
        if (failed.isPresent()) {
            return failed.get();
        }
        Optional<SlotContainer> candidate =
                slots.in(slot).filter(wanted::mayBecome).max(Comparator.comparingInt(SlotContainer::attempt));
        if (candidate.isPresent()) {
            Optional<SlotMove> makeRoom = conflicts(slot, candidate.get().revision(), candidate.get())
                    ? clear(slot, candidate.get())
                    : Optional.empty();
            return makeRoom.orElseGet(() -> new SlotMove.Take(advance(candidate.get())));
        }
        if (conflicts(slot, revision, null)) {
            return clear(slot, null).orElseThrow();
        }
        if (slots.vanishing(slot)) {
            String why = "containers of slot " + slot + " vanish as soon as they are made";
            return slots.towardsTarget(slot)
                    ? new SlotMove.Take(FailurePolicy.ofSlot(situation, slot, why))
                    : new SlotMove.Done();
        }
        Placement.Choice choice = slots.placement().choose(slot);
        if (choice.node() == null) {
            return new SlotMove.Wait(choice.reason());
        }
        boolean paused = slots.forward() && situation.paused() != null && wanted instanceof Wanted.Fresh;
        return paused && !slots.hasImageOfTarget(choice.node())
                ? new SlotMove.Wait("somebody to resume it: " + situation.paused())
                : new SlotMove.Take(new Step.PlanContainer(slot, choice.node(), revision));
    }

    /** What was written off or has failed goes; moving forward, a failure is first answered by the policy. */
    private Optional<SlotMove> failed(int slot, Wanted wanted) {
        if (slots.towardsTarget(slot)) {
            Optional<String> why = slots.in(slot)
                    .filter(c -> c.failure() != null && !c.writtenOff() && wanted.mayBecome(c))
                    .map(SlotContainer::failure)
                    .findFirst();
            if (why.isPresent()) {
                return Optional.of(new SlotMove.Take(FailurePolicy.ofSlot(situation, slot, why.get())));
            }
        }
        boolean nothingBetter = slots.in(slot).noneMatch(Wanted.Settled::suits);
        if (nothingBetter && slots.in(slot).anyMatch(c -> Slots.keptThoughFailed(c) && wanted.mayBecome(c))) {
            return Optional.of(clearOwn(slot).orElseGet(SlotMove.Done::new));
        }
        return slots.in(slot)
                .filter(c -> c.writtenOff() || c.failure() != null)
                .findFirst()
                .map(this::putAway);
    }

    /** The next step in a container's life towards healthy. */
    private static Step advance(SlotContainer container) {
        return switch (container.phase()) {
            case PLANNED -> new Step.CreateContainer(container.id());
            case CREATED -> new Step.StartContainer(container.id(), true);
            // One whose stop has failed is not kept up by its engine any more.
            case RUNNING ->
                container.stoppedOnPurpose()
                        ? new Step.StartContainer(container.id(), false)
                        : new Step.AwaitHealthy(container.id());
            // One that was started and has ended is looked at, not started again: the answer says why it ended.
            case STOPPED ->
                container.startedHere() && !container.stoppedOnPurpose()
                        ? new Step.AwaitHealthy(container.id())
                        : new Step.StartContainer(container.id(), false);
        };
    }

    /** Whether the old one must go first: a volume has one writer, a host port one owner, and some people want it so. */
    private boolean conflicts(int slot, UUID revision, @Nullable SlotContainer itself) {
        boolean oldFirst =
                situation.operation().replaces() && situation.rollout().order() == Order.STOP_FIRST;
        return slots.in(slot)
                .filter(other -> !other.equals(itself))
                .anyMatch(other -> oldFirst || slots.exclusive(revision) || slots.exclusive(other.revision()));
    }

    /** What was seen healthy gives way to nothing that was not: who cancels leaves both. */
    private Optional<SlotMove> giveWay(int slot, SlotContainer kept) {
        return slots.in(slot)
                .filter(c -> !c.equals(kept))
                .filter(c -> Slots.proven(kept) || !Slots.serves(c))
                .findFirst()
                .map(this::putAway);
    }

    private Optional<SlotMove> clear(int slot, @Nullable SlotContainer keep) {
        return slots.in(slot).filter(c -> !c.equals(keep)).findFirst().map(this::putAway);
    }

    private Optional<SlotMove> clearOwn(int slot) {
        return slots.in(slot)
                .filter(SlotContainer::ofThisDeployment)
                .findFirst()
                .map(this::putAway);
    }

    private SlotMove sweep(int slot) {
        return slots.in(slot)
                .filter(Slots::endedByItself)
                .findFirst()
                .<SlotMove>map(c -> new SlotMove.Take(new Step.RemoveContainer(c.id())))
                .orElseGet(SlotMove.Done::new);
    }

    private SlotMove stopAll(int slot) {
        return slots.in(slot).filter(Slots::mayRun).findFirst().map(this::stop).orElseGet(SlotMove.Done::new);
    }

    private SlotMove stopSurely(int slot) {
        return slots.in(slot)
                .filter(c -> !Slots.surelyStopped(c))
                .findFirst()
                .map(this::stop)
                .orElseGet(SlotMove.Done::new);
    }

    /** Whatever may run is stopped first, so that no engine brings it up again on its way out. */
    private SlotMove putAway(SlotContainer container) {
        boolean neverStarted =
                !container.startAsked() && (container.phase() == Phase.PLANNED || container.phase() == Phase.CREATED);
        boolean stopped = container.phase() == Phase.STOPPED && container.stoppedOnPurpose();
        return neverStarted || stopped ? new SlotMove.Take(new Step.RemoveContainer(container.id())) : stop(container);
    }

    private SlotMove stop(SlotContainer container) {
        Balanced balanced = container.balanced();
        boolean listed = balanced != null && balanced.listed();
        boolean drains = drains(container);
        if (!drains && !listed) {
            return new SlotMove.Take(new Step.StopContainer(container.id()));
        }
        Instant latest = situation.now().plusSeconds(drains ? drainSeconds(listed) : 0);
        Drain drain = container.drain();
        if (drain != null && balanced != null && !listed) {
            // The balancer has seen its last session end.
            return new SlotMove.Take(new Step.StopContainer(container.id()));
        }
        if (drain == null || drain.until().isAfter(latest)) {
            return new SlotMove.Take(new Step.DrainContainer(container.id(), latest));
        }
        return balanced != null && balanced.listed()
                ? letGo(container.id(), balanced, drain)
                : drained(container, drain);
    }

    /** Behind a balancer the drain ends with the last session, so there is no need to be sparing. */
    private int drainSeconds(boolean listed) {
        int asked = situation.rollout().drainSeconds();
        return listed && asked == 0 ? BALANCED_DRAIN_SECONDS : asked;
    }

    /** What a balancer still lists is not stopped, unless the balancer does not do what it is told. */
    private SlotMove letGo(UUID container, Balanced balanced, Drain drain) {
        Instant inVain = drain.until().plus(LETTING_GO_TAKES);
        if (!situation.now().isBefore(inVain)) {
            return new SlotMove.Take(new Step.StopContainer(container));
        }
        Instant next = situation.now().isBefore(drain.until()) ? drain.until() : inVain;
        return new SlotMove.Until(next, "the balancer " + balanced.balancer() + " to let go of it");
    }

    private SlotMove drained(SlotContainer container, Drain drain) {
        return situation.now().isBefore(drain.until())
                ? new SlotMove.Until(drain.until(), null)
                : new SlotMove.Take(new Step.StopContainer(container.id()));
    }

    /** Only what serves somebody has something to end. Who stops, terminates or cancels wants it now. */
    private boolean drains(SlotContainer container) {
        boolean timeFor = situation.rollout().drainSeconds() > 0 || container.balanced() != null;
        return timeFor
                && situation.course() != Course.HALT
                && container.phase() == Phase.RUNNING
                && container.failure() == null
                && Slots.proven(container)
                && switch (situation.operation()) {
                    case DEPLOY, ROLLBACK, SCALE, RESTART, START, CANARY, PROMOTE, ABORT -> true;
                    case STOP, DESTROY, TERMINATE -> false;
                };
    }
}
