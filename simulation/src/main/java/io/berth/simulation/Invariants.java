package io.berth.simulation;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.Labels;
import io.berth.protocol.VolumeMount;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What must never happen. Each rule is checked at every event that could break it, against the truth on the engines and not
 * against what the control plane believes.
 */
final class Invariants {

    static final String ONE_WRITER = "a volume has one writer";
    static final String NO_FORMER_WRITER = "no former holder of a volume writes";
    static final String SERVING = "what serves is stopped only for a successor that is healthy";
    static final String PACE = "no more slots are without their container than the strategy allows";
    static final String ONCE = "nothing exists twice";
    static final String DATA = "data are neither lost nor made anew";
    static final String FOREIGN = "what others made is not touched";
    static final String TRUTH = "a deployment that succeeded has done what it says";

    private final World world;
    /** The newest container on an engine for each row, also after it has gone. */
    private final Map<UUID, Box> truth = new HashMap<>();

    private final Set<String> names = new HashSet<>();
    private final Set<String> writtenVolumes = new HashSet<>();
    private final Serving serving;

    Invariants(World world) {
        this.world = world;
        this.serving = new Serving(world, this);
    }

    @Nullable
    Box truth(ContainerRow c) {
        return truth.get(c.id);
    }

    /** A container is about to be written down. */
    void planned(ContainerRow c) {
        if (!names.add(c.name)) {
            throw new Violation(ONCE, "a second container is planned by the name " + c.name);
        }
    }

    /** An engine is about to have a new container. */
    void made(String host, Box box) {
        UUID id = box.container();
        if (id == null) {
            return;
        }
        Box present = truth.get(id);
        if (present != null && present.state != State.GONE) {
            throw new Violation(ONCE, box + " is made on " + host + " although it exists: " + present);
        }
        truth.put(id, box);
    }

    /** The engine's container was replaced by an older picture of itself. */
    void replaced(Box box) {
        UUID id = box.container();
        if (id != null) {
            truth.put(id, box);
        }
    }

    /** An engine is asked to change a container. */
    void touched(String host, Box box) {
        if (!box.ours()) {
            throw new Violation(FOREIGN, box + " on " + host);
        }
    }

    /** An engine has just started a container. */
    void runs(String host, Box box, Containers containers) {
        for (VolumeMount mount : box.spec.volumes()) {
            writtenVolumes.add(mount.name());
            for (Box other : containers.all()) {
                boolean writes = other != box
                        && other.runs()
                        && other.spec.volumes().stream().anyMatch(m -> m.name().equals(mount.name()));
                if (writes) {
                    throw new Violation(ONE_WRITER, box + " and " + other + " run on " + mount.name() + " on " + host);
                }
            }
            containers.volume(mount.name()).ifPresent(disk -> {
                if (disk.lastWriter > mount.epoch()) {
                    throw new Violation(
                            NO_FORMER_WRITER,
                            box + " runs with epoch " + mount.epoch() + " on " + mount.name() + ", which epoch "
                                    + disk.lastWriter + " has written");
                }
            });
        }
    }

    /** An engine has made a volume. */
    void volumeMade(String host, Disk disk) {
        if (!disk.labels.containsKey(Labels.VOLUME)) {
            throw new Violation(DATA, "the engine of " + host + " made " + disk.name + " without a word");
        }
        if (disk.labels.containsKey(Labels.INSTALLATION) && writtenVolumes.contains(disk.name)) {
            throw new Violation(DATA, disk.name + " has held data and is made anew on " + host);
        }
    }

    /** An agent stops a container. */
    void stopped(String host, Box box) {
        touched(host, box);
        UUID id = box.container();
        ContainerRow c = id == null ? null : world.tables.containers.get(id);
        if (c != null && box.serves(world.scheduler.now())) {
            serving.stopped(c);
        }
    }

    /** The control plane has decided to stop a container. */
    void stopAsked(DeploymentRow d, ContainerRow c) {
        Box box = truth.get(c.id);
        if (box != null && box.serves(world.scheduler.now())) {
            serving.stopAsked(d, c);
        }
    }

    /** The disk of a host was lost or set back. */
    void lost(String host) {
        world.tables.nodes.values().stream()
                .filter(node -> node.name.equals(host))
                .forEach(node -> node.diskLostAt = world.scheduler.now());
    }

    /** A deployment has ended. */
    void finished(DeploymentRow d) {
        world.ended(d);
        if (d.state == DeploymentState.SUCCEEDED) {
            succeeded(d);
        } else if (d.message == null || d.message.isBlank()) {
            throw new Violation(TRUTH, d.label() + " ends " + d.state + " without a word");
        }
    }

    private void succeeded(DeploymentRow d) {
        List<ContainerRow> present = d.service
                .present()
                .filter(c -> d.onlySlots.isEmpty() || d.onlySlots.contains(c.slot))
                .toList();
        switch (d.operation) {
            case DEPLOY, ROLLBACK, PROMOTE -> filled(d, present, true);
            case SCALE, START -> filled(d, present, false);
            case TERMINATE -> {
                if (!present.isEmpty()) {
                    throw new Violation(TRUTH, d.label() + " has succeeded, and there is " + present.getFirst().name);
                }
            }
            case STOP ->
                present.forEach(c -> {
                    Box box = truth.get(c.id);
                    boolean runs = box != null && box.runs() && !touchedByFault(c);
                    if (runs || c.phase == ContainerPhase.RUNNING) {
                        throw new Violation(TRUTH, d.label() + " has succeeded, and " + c.name + " runs");
                    }
                });
            case RESTART, DESTROY, CANARY, ABORT -> {}
        }
    }

    private void filled(DeploymentRow d, List<ContainerRow> present, boolean ofTarget) {
        for (int slot = 1; slot <= d.count; slot++) {
            int wanted = slot;
            if (!d.onlySlots.isEmpty() && !d.onlySlots.contains(slot)) {
                continue;
            }
            List<ContainerRow> in =
                    present.stream().filter(c -> c.slot == wanted).toList();
            if (in.size() != 1) {
                throw new Violation(TRUTH, d.label() + " has succeeded with " + in.size() + " in slot " + slot);
            }
            ContainerRow c = in.getFirst();
            if (ofTarget && (c.revision != d.revision || c.deployment != d)) {
                throw new Violation(TRUTH, d.label() + " has succeeded with " + c.name + " in slot " + slot);
            }
            Box box = truth.get(c.id);
            boolean proven = box != null && box.proven(world.scheduler.now());
            if (c.deployment == d && !proven && !touchedByFault(c)) {
                throw new Violation(TRUTH, d.label() + " has succeeded, and " + c.name + " never was healthy: " + box);
            }
        }
        present.stream()
                .filter(c -> c.slot > d.count && d.onlySlots.isEmpty())
                .findFirst()
                .ifPresent(c -> {
                    throw new Violation(
                            TRUTH, d.label() + " has succeeded with " + d.count + " slots, and there is " + c.name);
                });
    }

    /** Whether its host lost it, so that what is believed of it may be wrong through nobody's fault. */
    boolean touchedByFault(ContainerRow c) {
        Box box = truth.get(c.id);
        return c.node.diskLostAt >= 0 || box == null || box.state == State.GONE;
    }

    static boolean passed(ContainerRow c) {
        return c.gate == ContainerGate.PASSED && c.failure == null && !c.writtenOff && !c.displaced;
    }
}
