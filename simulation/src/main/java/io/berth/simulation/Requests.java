package io.berth.simulation;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.RevisionRow;
import io.berth.simulation.Tables.ServiceRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people may ask for, each in one transaction, with the rules by which the real control plane takes it. */
final class Requests {

    private final World world;

    Requests(World world) {
        this.world = world;
    }

    private void accept(DeploymentRow d) {
        d.wakeAt = world.scheduler.instant();
        world.controlPlane.due(d.id);
    }

    private void requireTheControlPlane() {
        if (!world.controlPlane.up()) {
            throw new DatabaseAway();
        }
        world.controlPlane.requireDatabase();
    }

    void change(ServiceRow service, ServiceDefinition definition) {
        requireTheControlPlane();
        if (!service.terminated) {
            RevisionRow revision = service.add(world.ids.next(), definition);
            service.latestRevision = revision.number;
            world.trace.note(
                    "changed",
                    service.name,
                    () -> "revision " + revision.number + " " + definition.tag() + " "
                            + definition.rollout() + " " + definition.health().check() + " " + definition.volumes()
                            + definition.ports() + definition.restart() + " autodestroy " + definition.autodestroy());
        }
    }

    Optional<DeploymentRow> ask(
            ServiceRow service, Operation operation, WhenBusy whenBusy, Set<Integer> slots, @Nullable Rollout rollout) {
        return ask(service, operation, whenBusy, slots, rollout, target(service, operation), service.targetCount);
    }

    private static RevisionRow target(ServiceRow service, Operation operation) {
        return operation.replaces() ? service.revision(service.latestRevision) : service.inForce();
    }

    Optional<DeploymentRow> rollback(ServiceRow service, int revision, WhenBusy whenBusy) {
        return ask(
                service, Operation.ROLLBACK, whenBusy, Set.of(), null, service.revision(revision), service.targetCount);
    }

    Optional<DeploymentRow> scale(ServiceRow service, int count, WhenBusy whenBusy) {
        requireTheControlPlane();
        if (service.terminated
                || whenBusy == WhenBusy.REFUSE && service.open().findAny().isPresent()) {
            return Optional.empty();
        }
        service.targetCount = count;
        return ask(service, Operation.SCALE, whenBusy, Set.of(), null, target(service, Operation.SCALE), count);
    }

    private Optional<DeploymentRow> ask(
            ServiceRow service,
            Operation operation,
            WhenBusy whenBusy,
            Set<Integer> slots,
            @Nullable Rollout rollout,
            RevisionRow revision,
            int count) {
        requireTheControlPlane();
        List<DeploymentRow> open = service.open().toList();
        if (service.terminated || whenBusy == WhenBusy.REFUSE && !open.isEmpty()) {
            return Optional.empty();
        }
        DeploymentRow d = new DeploymentRow(
                world.ids.next(), service, operation, slots, revision, rollout, count, world.scheduler.instant());
        world.tables.deployments.put(d.id, d);
        service.deployments.add(d);
        world.trace.note(
                "asked for",
                d.label(),
                () -> whenBusy + " slots " + slots + " to revision " + revision.number + " count " + count
                        + (rollout == null ? "" : " " + rollout));
        if (whenBusy == WhenBusy.SUPERSEDE) {
            open.forEach(other -> supersede(other, d));
        }
        accept(d);
        open.stream().findFirst().ifPresent(first -> world.controlPlane.due(first.id));
        return Optional.of(d);
    }

    private void supersede(DeploymentRow other, DeploymentRow by) {
        if (other.state == DeploymentState.QUEUED) {
            end(other, DeploymentState.SUPERSEDED, "Superseded by deployment " + by.number + ".");
        } else if (other.cancelRequested == null) {
            other.cancelRequested = "deployment " + by.number;
            accept(other);
        }
    }

    private void end(DeploymentRow d, DeploymentState state, String message) {
        d.state = state;
        d.message = message;
        d.wakeAt = null;
        world.trace.note("ended", d.label(), () -> state + " " + message);
        world.ended(d);
    }

    void cancel(DeploymentRow d) {
        requireTheControlPlane();
        if (d.state == DeploymentState.QUEUED) {
            end(d, DeploymentState.CANCELLED, "Cancelled before it began.");
        } else if (!d.state.ended() && d.cancelRequested == null) {
            d.cancelRequested = "ann";
            world.trace.note("cancel", d.label());
            accept(d);
        }
    }

    void rollBack(DeploymentRow d) {
        requireTheControlPlane();
        if (atWorkForward(d) && d.rollBackRequested == null) {
            d.rollBackRequested = "ann";
            world.trace.note("roll back", d.label());
            accept(d);
        }
    }

    void pause(DeploymentRow d) {
        requireTheControlPlane();
        if (atWorkForward(d) && d.state == DeploymentState.RUNNING) {
            d.state = DeploymentState.PAUSED;
            d.paused = "paused by ann";
            world.trace.note("pause", d.label());
            accept(d);
        }
    }

    void resume(DeploymentRow d) {
        requireTheControlPlane();
        if (d.state == DeploymentState.PAUSED && d.cancelRequested == null && d.rollBackRequested == null) {
            d.state = DeploymentState.RUNNING;
            d.paused = null;
            d.givenUp = new TreeMap<>();
            world.trace.note("resume", d.label());
            accept(d);
        }
    }

    void changeStrategy(DeploymentRow d, Rollout rollout) {
        requireTheControlPlane();
        if (!d.state.ended()) {
            d.wished = rollout;
            d.rollout = rollout;
            world.trace.note("strategy", d.label(), () -> rollout);
            accept(d);
        }
    }

    private static boolean atWorkForward(DeploymentRow d) {
        boolean atWork = d.state == DeploymentState.RUNNING || d.state == DeploymentState.PAUSED;
        return atWork
                && d.course == Course.FORWARD
                && d.operation.replaces()
                && d.cancelRequested == null
                && d.rollBackRequested == null;
    }

    /** What has ended by itself, and is to be removed then, is removed by a deployment. */
    Optional<DeploymentRow> destroyEnded(ServiceRow service) {
        Set<Integer> slots = new TreeSet<>();
        service.present().filter(Requests::hasEnded).forEach(c -> slots.add(c.slot));
        service.present().filter(c -> !hasEnded(c)).forEach(c -> slots.remove(c.slot));
        return slots.isEmpty() || service.open().findAny().isPresent()
                ? Optional.empty()
                : ask(service, Operation.DESTROY, WhenBusy.REFUSE, slots, null);
    }

    private static boolean hasEnded(ContainerRow c) {
        return c.phase == ContainerPhase.STOPPED
                && !c.stoppedOnPurpose
                && c.exitCode != null
                && c.revision.definition.removesEnded(c.exitCode);
    }
}
