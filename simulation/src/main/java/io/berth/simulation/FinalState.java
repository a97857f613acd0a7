package io.berth.simulation;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.ContainerObservation.State;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.ServiceRow;
import java.util.List;
import java.util.UUID;

/** What must be there when everything has settled, a while after nothing went wrong any more. */
final class FinalState {

    static final String DESIRED = "in the end there is what was asked for, and nothing else";

    private final World world;

    FinalState(World world) {
        this.world = world;
    }

    void check() {
        world.hosts.values().forEach(Strangers::check);
        world.hosts.values().forEach(this::noLeftovers);
        world.tables.services.values().forEach(this::service);
    }

    /** Every container of ours is in the books, and is there as the books say. */
    private void noLeftovers(Host host) {
        for (Box box : host.containers.all()) {
            UUID id = box.container();
            ContainerRow row = id == null ? null : world.tables.containers.get(id);
            // What a host that was set back brings up of a terminated service stays for a person to remove.
            boolean theirs = row != null && row.service.terminated && host.node.diskLostAt >= 0;
            if (box.ours() && !theirs && (row == null || row.phase == ContainerPhase.REMOVED)) {
                throw new Violation(DESIRED, box + " on " + host.node.name + " is left over");
            }
        }
    }

    private void service(ServiceRow service) {
        if (service.terminated) {
            service.present().filter(c -> c.node.diskLostAt < 0).findFirst().ifPresent(c -> {
                throw new Violation(DESIRED, "terminated, and there is " + c.name);
            });
            return;
        }
        DeploymentRow last = service.deployments.getLast();
        service.present().forEach(this::asInTheBooks);
        if (last.operation == io.berth.backend.deployments.Operation.DESTROY) {
            return;
        }
        boolean dataLost = service.volumes.stream().anyMatch(v -> v.state == Volume.State.MISSING);
        if (last.state != DeploymentState.SUCCEEDED) {
            if (!dataLost) {
                throw new Violation(
                        DESIRED, last.label() + ", of an image that works, ends " + last.state + ": " + last.message);
            }
            return;
        }
        boolean mayEnd = last.revision.definition.mayEnd();
        for (int slot = 1; slot <= last.count; slot++) {
            int wanted = slot;
            List<ContainerRow> in =
                    service.present().filter(c -> c.slot == wanted).toList();
            boolean good = in.size() == 1 && in.getFirst().revision == last.revision && serves(in.getFirst());
            if (!good && !mayEnd) {
                throw new Violation(
                        DESIRED,
                        last.label() + " has succeeded, and slot " + slot + " holds "
                                + in.stream().map(c -> c.name + " " + c.phase).toList());
            }
        }
    }

    private boolean serves(ContainerRow c) {
        Box box = world.invariants.truth(c);
        return c.phase == ContainerPhase.RUNNING && box != null && box.serves(world.scheduler.now());
    }

    private void asInTheBooks(ContainerRow c) {
        Box box = world.invariants.truth(c);
        State truth = box == null ? State.GONE : box.state;
        boolean same = switch (c.phase) {
            case PLANNED, REMOVED -> truth == State.GONE;
            case CREATED -> truth == State.CREATED;
            case RUNNING -> truth == State.RUNNING || truth == State.RESTARTING;
            case STOPPED -> truth == State.STOPPED;
        };
        if (!same) {
            throw new Violation(
                    DESIRED, "the books say that " + c.name + " is " + c.phase + "; in truth it is " + truth);
        }
    }
}
