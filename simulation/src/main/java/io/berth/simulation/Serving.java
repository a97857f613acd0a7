package io.berth.simulation;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.run.BaselineSlot;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.JobRow;
import io.berth.simulation.Tables.JobState;
import java.util.List;
import java.util.Optional;

/** Whether those who serve are let serve. */
final class Serving {

    private final World world;
    private final Invariants invariants;

    Serving(World world, Invariants invariants) {
        this.world = world;
        this.invariants = invariants;
    }

    /** The control plane has decided to stop a container that serves. What it has never seen healthy it need not spare. */
    void stopAsked(DeploymentRow d, ContainerRow c) {
        if (!staysFilled(d, c.slot) || !Invariants.passed(c)) {
            return;
        }
        boolean successor =
                d.service.present().anyMatch(other -> other != c && other.slot == c.slot && takesOver(other));
        if (successor) {
            return;
        }
        if (!oldFirst(d, c)) {
            throw new Violation(
                    Invariants.SERVING, d.label() + " stops " + c.name + ", and nothing else in its slot is healthy");
        }
        List<Integer> down = d.baseline.stream()
                .filter(BaselineSlot::running)
                .map(BaselineSlot::slot)
                .filter(slot -> slot != c.slot && staysFilled(d, slot) && stoppedByUs(d, slot))
                .toList();
        if (down.size() + 1 > d.mostParallel) {
            throw new Violation(
                    Invariants.PACE,
                    d.label() + " stops " + c.name + " while slots " + down + " are down, and " + d.mostParallel
                            + " may be");
        }
        d.slotsTaken.add(c.slot);
    }

    /** Whether the slot is to be served when the deployment is over, as it was before. */
    private static boolean staysFilled(DeploymentRow d, int slot) {
        boolean before = baseline(d, slot).filter(BaselineSlot::running).isPresent();
        return switch (d.operation) {
            case STOP, TERMINATE, DESTROY, ABORT -> false;
            case DEPLOY, ROLLBACK, PROMOTE, SCALE, START -> before && (d.course != Course.FORWARD || slot <= d.count);
            case RESTART, CANARY -> before;
        };
    }

    private static Optional<BaselineSlot> baseline(DeploymentRow d, int slot) {
        return d.baseline.stream().filter(b -> b.slot() == slot).findFirst();
    }

    /** Healthy once, in truth. What has become of it since is not the deployment's fault. */
    private boolean takesOver(ContainerRow other) {
        Box box = invariants.truth(other);
        boolean believed = Invariants.passed(other) || other.jobs.isEmpty();
        boolean works = other.phase == ContainerPhase.RUNNING
                || other.phase == ContainerPhase.STOPPED && other.revision.definition.mayEnd();
        return works
                && believed
                && (box == null || box.proven(world.scheduler.now()) || invariants.touchedByFault(other));
    }

    /** Whether the old container may go before there is a new one. */
    private static boolean oldFirst(DeploymentRow d, ContainerRow c) {
        return d.operation == Operation.RESTART
                || d.operation.replaces() && d.rollout.order() == Order.STOP_FIRST
                || Situations.exclusive(c.revision)
                || Situations.exclusive(d.revision)
                || baseline(d, c.slot)
                        .filter(b -> Situations.exclusive(d.service.revision(b.revision())))
                        .isPresent();
    }

    /** Whether nothing serves in the slot because the deployment has stopped it, and nothing else went wrong there. */
    private boolean stoppedByUs(DeploymentRow d, int slot) {
        List<ContainerRow> in =
                d.service.containers.stream().filter(c -> c.slot == slot).toList();
        boolean serves = in.stream().anyMatch(c -> {
            Box box = invariants.truth(c);
            return box != null && box.proven(world.scheduler.now()) && box.runs();
        });
        boolean wentWrong = d.givenUp.containsKey(slot)
                || in.stream()
                        .filter(c -> c.phase != ContainerPhase.REMOVED || c.deployment == d)
                        .anyMatch(c -> c.failure != null
                                || c.writtenOff
                                || c.displaced
                                || c.node.diskLostAt >= 0
                                || diedByItself(c));
        return !serves && !wentWrong && d.slotsTaken.contains(slot);
    }

    /** It was healthy, and something other than this deployment has ended it. */
    private boolean diedByItself(ContainerRow c) {
        return !c.stoppedOnPurpose && Invariants.passed(c) && c.phase != ContainerPhase.RUNNING
                || !c.stoppedOnPurpose
                        && Optional.ofNullable(invariants.truth(c))
                                .filter(b -> !b.runs() && b.proven(world.scheduler.now()))
                                .isPresent();
    }

    /** An engine was told to stop a container that serves: somebody must want that now, and not only once have wanted it. */
    void stopped(ContainerRow c) {
        JobRow last = c.jobs.getLast();
        boolean wanted = last.kind.outlivesTurn();
        // Who cancels does not wait for a node that is away: what it was told to stop there may stop late.
        boolean leftBehind = c.jobs.stream().anyMatch(j -> j.kind.outlivesTurn() && j.state == JobState.ABANDONED);
        if (!wanted && !leftBehind) {
            throw new Violation(
                    Invariants.SERVING,
                    c.name + " is stopped, and the last thing that was decided about it is " + last.kind);
        }
    }
}
