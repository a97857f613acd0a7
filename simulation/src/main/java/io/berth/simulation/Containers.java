package io.berth.simulation;

import io.berth.agent.engine.EngineException;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What is on a host's disk and what runs there: the truth, whoever knows of it. */
final class Containers {

    private final World world;
    private final String host;
    private final BiConsumer<Box, Boolean> news;
    private Map<String, Box> boxes = new LinkedHashMap<>();
    private Map<String, Disk> disks = new LinkedHashMap<>();
    private final Set<String> images = new HashSet<>();
    private final Set<Integer> portsOfOthers = new HashSet<>();
    private @Nullable Copy copy;
    private boolean up = true;
    private int generation;
    private int lastId;

    private record Copy(List<Box> boxes, List<Disk> disks) {}

    /** @param news hears of every change of a container, and whether it has gone with it */
    Containers(World world, String host, BiConsumer<Box, Boolean> news) {
        this.world = world;
        this.host = host;
        this.news = news;
    }

    boolean up() {
        return up;
    }

    /** @return the mark of the present run of the engine */
    int requireUp() {
        if (!up) {
            throw unreachable();
        }
        return generation;
    }

    void requireSame(int generationBefore) {
        if (!up || generation != generationBefore) {
            throw unreachable();
        }
    }

    private static EngineException unreachable() {
        return new EngineException(FailureCode.ENGINE_UNREACHABLE, "The engine does not answer.");
    }

    Collection<Box> all() {
        return boxes.values();
    }

    Collection<Disk> volumes() {
        return disks.values();
    }

    boolean hasImage(String digest) {
        return images.contains(digest);
    }

    void addImage(String digest) {
        images.add(digest);
    }

    Optional<Disk> volume(String name) {
        return Optional.ofNullable(disks.get(name));
    }

    Disk ensureVolume(String name, Map<String, String> labels) {
        Disk present = disks.get(name);
        if (present != null) {
            return present;
        }
        Disk made = new Disk(name, Map.copyOf(labels));
        disks.put(name, made);
        world.trace.note("volume made", name);
        world.invariants.volumeMade(host, made);
        return made;
    }

    Optional<Box> find(String name) {
        Box byId = boxes.get(name);
        if (byId != null) {
            return Optional.of(byId);
        }
        for (Box box : boxes.values()) {
            if (box.spec.name().equals(name)) {
                return Optional.of(box);
            }
        }
        return Optional.empty();
    }

    Box require(String id) {
        Box box = boxes.get(id);
        if (box == null) {
            throw new EngineException(FailureCode.CONTAINER_MISSING, "The container does not exist any more.");
        }
        world.invariants.touched(host, box);
        return box;
    }

    Box create(ContainerSpec spec, String digest) {
        if (find(spec.name()).isPresent()) {
            throw new EngineException(FailureCode.ENGINE_ERROR, "The name " + spec.name() + " is in use already.");
        }
        if (!images.contains(digest)) {
            throw new EngineException(FailureCode.ENGINE_ERROR, "No such image: " + digest);
        }
        // As real engines do, without a word.
        spec.volumes().forEach(mount -> ensureVolume(mount.name(), Map.of()));
        return add(spec, digest);
    }

    Box add(ContainerSpec spec, String digest) {
        Box box = new Box(host + "-" + ++lastId, spec, digest);
        world.invariants.made(host, box);
        boxes.put(box.id, box);
        changed("created", box, false);
        return box;
    }

    void start(Box box) {
        if (box.runs()) {
            return;
        }
        for (PortBinding port : box.spec.ports()) {
            if (port.hostPort() != null && taken(port.hostPort(), box)) {
                world.happened(FaultKind.PORT_TAKEN);
                throw new EngineException(FailureCode.PORT_TAKEN, "Port " + port.hostPort() + " is already allocated.");
            }
        }
        box.restarts = 0;
        box.started();
        run(box);
    }

    private boolean taken(int port, Box itself) {
        return portsOfOthers.contains(port)
                || boxes.values().stream()
                        .filter(other -> other != itself && (other.runs() || other.state == State.RESTARTING))
                        .flatMap(other -> other.spec.ports().stream())
                        .anyMatch(other -> other.hostPort() != null && other.hostPort() == port);
    }

    void takePort(int port) {
        portsOfOthers.add(port);
    }

    void freePorts() {
        portsOfOthers.clear();
    }

    private void run(Box box) {
        box.state = State.RUNNING;
        box.run++;
        box.startedAt = world.scheduler.now();
        world.programs.begin(this, box);
        changed("runs", box, false);
        world.invariants.runs(host, box, this);
        for (VolumeMount mount : box.spec.volumes()) {
            volume(mount.name()).ifPresent(disk -> disk.lastWriter = Math.max(disk.lastWriter, mount.epoch()));
        }
    }

    /** Its process ends by itself. */
    void exit(Box box, int run, int code) {
        if (boxes.get(box.id) != box || box.run != run || !box.runs() || !up) {
            return;
        }
        boolean again = box.policy == RestartPolicy.ALWAYS || box.policy == RestartPolicy.ON_FAILURE && code != 0;
        box.over(again ? State.RESTARTING : State.STOPPED, code, world.scheduler.now());
        changed("exits with " + code, box, false);
        if (again) {
            int generationNow = generation;
            long pause = Math.min(4_000, 100L << Math.min(box.restarts, 6));
            world.scheduler.after(pause, "restart by policy", () -> restart(box, run, generationNow));
        }
    }

    private void restart(Box box, int run, int generationBefore) {
        if (!up || generation != generationBefore || boxes.get(box.id) != box || box.run != run) {
            return;
        }
        if (box.state != State.RESTARTING) {
            return;
        }
        if (box.policy == RestartPolicy.NO) {
            box.state = State.STOPPED;
            changed("stays down", box, false);
            return;
        }
        box.restarts++;
        run(box);
    }

    void stop(Box box) {
        if (box.state != State.RUNNING && box.state != State.RESTARTING) {
            return;
        }
        world.invariants.stopped(host, box);
        box.over(State.STOPPED, world.chance.oneIn(3) ? 137 : 0, world.scheduler.now());
        changed("stopped", box, false);
    }

    void remove(String id) {
        Box box = boxes.get(id);
        if (box == null) {
            return;
        }
        world.invariants.touched(host, box);
        if (box.runs() || box.state == State.RESTARTING) {
            throw new EngineException(FailureCode.ENGINE_ERROR, "A running container is not removed.");
        }
        drop(box);
    }

    /** Somebody removes it by force, without asking anybody. */
    void drop(Box box) {
        boxes.remove(box.id);
        box.over(State.GONE, null, world.scheduler.now());
        changed("removed", box, true);
    }

    private void changed(String how, Box box, boolean gone) {
        world.trace.note(how, box.spec.name(), () -> "on " + host + ", policy " + box.policy + ", run " + box.run);
        if (box.ours()) {
            news.accept(box, gone);
        }
    }

    /** A change that shows in the container's health alone. */
    void healthChanged(Box box) {
        if (boxes.get(box.id) == box && box.runs() && box.ours() && up) {
            news.accept(box, false);
        }
    }

    /** Whatever runs ends with the engine. */
    void crash() {
        up = false;
        generation++;
        for (Box box : boxes.values()) {
            if (box.runs() || box.state == State.RESTARTING) {
                box.over(State.STOPPED, 137, world.scheduler.now());
            }
        }
    }

    /** The engine comes up and starts again what its policies say, whoever stopped it. */
    void boot() {
        up = true;
        generation++;
        int present = generation;
        for (Box box : new ArrayList<>(boxes.values())) {
            if (box.policy == RestartPolicy.ALWAYS && box.state == State.STOPPED) {
                world.scheduler.after(world.chance.below(300), "revived", () -> {
                    if (up
                            && generation == present
                            && boxes.get(box.id) == box
                            && box.state == State.STOPPED
                            && box.policy == RestartPolicy.ALWAYS) {
                        run(box);
                    }
                });
            }
        }
    }

    void keepCopy() {
        copy = new Copy(
                boxes.values().stream().map(Box::copy).toList(),
                disks.values().stream().map(Disk::copy).toList());
    }

    boolean hasCopy() {
        return copy != null;
    }

    /** The disk as it was once. Called while the engine is down. */
    void setBack() {
        Copy kept = copy;
        if (kept == null) {
            return;
        }
        forgetAll();
        for (Box box : kept.boxes()) {
            Box old = box.copy();
            if (old.state == State.RUNNING || old.state == State.RESTARTING) {
                old.state = State.STOPPED;
                old.exitCode = 137;
            }
            boxes.put(old.id, old);
            world.invariants.replaced(old);
        }
        kept.disks().forEach(disk -> disks.put(disk.name, disk.copy()));
        world.invariants.lost(host);
    }

    /** Everything is gone. Called while the engine is down. */
    void wipe() {
        forgetAll();
        images.clear();
        copy = null;
        world.invariants.lost(host);
    }

    private void forgetAll() {
        boxes.values().forEach(box -> box.over(State.GONE, null, world.scheduler.now()));
        boxes = new LinkedHashMap<>();
        disks = new LinkedHashMap<>();
    }
}
