package io.berth.simulation;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineFacts;
import io.berth.agent.engine.EngineNetwork;
import io.berth.agent.engine.Executed;
import io.berth.agent.engine.LocalImage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.RegistryLogin;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeObservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine as the agent's jobs see it: every call takes virtual time, and may break off before or after its effect. */
final class SimulatedEngine implements Engine {

    private static final int GLANCE_MILLIS = 5;
    private static final int CHANGE_MILLIS = 40;
    private static final int PULL_MILLIS = 900;

    private final World world;
    private final Containers containers;
    private final Patience patience;
    private final Map<String, EngineNetwork> networks = new HashMap<>();

    SimulatedEngine(World world, Containers containers, Patience patience) {
        this.world = world;
        this.containers = containers;
        this.patience = patience;
    }

    /** How long calls take on this host. */
    interface Patience {
        void spend(int millis, String what);
    }

    private <T> T change(String what, int millis, Supplier<T> effect) {
        int generation = containers.requireUp();
        patience.spend(world.chance.between(1, millis), what);
        containers.requireSame(generation);
        T result = effect.get();
        if (world.chance.oneIn(3)) {
            patience.spend(world.chance.between(1, millis), what);
            containers.requireSame(generation);
        }
        return result;
    }

    private <T> T look(String what, Supplier<T> effect) {
        int generation = containers.requireUp();
        if (world.chance.oneIn(6)) {
            patience.spend(world.chance.between(1, GLANCE_MILLIS), what);
            containers.requireSame(generation);
        }
        return effect.get();
    }

    @Override
    public EngineFacts facts() {
        containers.requireUp();
        return new EngineFacts("simulated", "none", "0", 2, 1L << 32, "1", "1.41", "memory", null);
    }

    @Override
    public boolean answers() {
        return containers.up();
    }

    @Override
    public String digestInRegistry(String reference, @Nullable RegistryLogin login) {
        return change("ask the registry", PULL_MILLIS / 3, () -> {
            if (!world.calm && world.chance.oneIn(8)) {
                world.happened(FaultKind.RESOLVE_FAILS);
                throw new EngineException(FailureCode.REGISTRY_UNREACHABLE, "The registry does not answer.");
            }
            return world.registry.digest(reference);
        });
    }

    @Override
    public Optional<LocalImage> findImage(String name) {
        return look("find image", () -> {
            String digest = digestOf(name);
            return containers.hasImage(digest)
                    ? Optional.of(new LocalImage(world.registry.facts(digest), List.of(name), 1))
                    : Optional.empty();
        });
    }

    @Override
    public void pull(String name, @Nullable RegistryLogin login) {
        change("pull", PULL_MILLIS, () -> {
            if (!world.calm && world.chance.oneIn(8)) {
                world.happened(FaultKind.PULL_FAILS);
                throw new EngineException(FailureCode.REGISTRY_UNREACHABLE, "The registry broke off.");
            }
            containers.addImage(digestOf(name));
            return true;
        });
    }

    @Override
    public boolean removeImage(String name) {
        throw new IllegalStateException("no deployment removes an image");
    }

    private static String digestOf(String name) {
        return name.substring(name.indexOf('@') + 1);
    }

    @Override
    public EngineNetwork ensureNetwork(String name, Map<String, String> labels) {
        return look("ensure network", () -> networks.computeIfAbsent(name, n -> new EngineNetwork(n, n, labels)));
    }

    @Override
    public Optional<VolumeObservation> findVolume(String name) {
        return look("find volume", () -> containers.volume(name).map(Disk::observation));
    }

    @Override
    public VolumeObservation ensureVolume(String name, Map<String, String> labels) {
        return change(
                "ensure volume",
                CHANGE_MILLIS,
                () -> containers.ensureVolume(name, labels).observation());
    }

    @Override
    public Optional<EngineContainer> findContainer(String name) {
        return look("find container", () -> containers.find(name).map(this::shown));
    }

    private EngineContainer shown(Box box) {
        return new EngineContainer(
                box.observation(world.scheduler.now()), box.policy, String.valueOf(box.run), false, null);
    }

    @Override
    public String createContainer(ContainerSpec spec, String image) {
        return change("create", CHANGE_MILLIS, () -> containers.create(spec, digestOf(image)).id);
    }

    @Override
    public void setRestartPolicy(String engineId, RestartPolicy policy) {
        change("set policy", CHANGE_MILLIS / 2, () -> containers.require(engineId).policy = policy);
    }

    @Override
    public void start(String engineId) {
        change("start", CHANGE_MILLIS, () -> {
            containers.start(containers.require(engineId));
            return true;
        });
    }

    @Override
    public void stop(String engineId, int graceSeconds) {
        int grace = world.chance.oneIn(4) ? Math.max(1, graceSeconds * 1000) : CHANGE_MILLIS * 3;
        change("stop", grace, () -> {
            containers.stop(containers.require(engineId));
            return true;
        });
    }

    /** No simulated container looks at its files. */
    @Override
    public void copyInto(String engineId, Map<String, String> files) {
        change("copy", CHANGE_MILLIS, () -> true);
    }

    @Override
    public Executed exec(String engineId, List<String> command) {
        throw new UnsupportedOperationException("nothing runs in a simulated container");
    }

    @Override
    public void remove(String engineId) {
        change("remove", CHANGE_MILLIS, () -> {
            containers.remove(engineId);
            return true;
        });
    }

    @Override
    public List<String> lastLogLines(String engineId, int count) {
        containers.requireUp();
        return List.of();
    }

    @Override
    public List<ContainerObservation> containers(UUID installation) {
        return look(
                "list",
                () -> containers.all().stream()
                        .filter(box ->
                                installation.toString().equals(box.spec.labels().get(Labels.INSTALLATION)))
                        .map(box -> box.observation(world.scheduler.now()))
                        .toList());
    }

    @Override
    public List<VolumeObservation> volumes(UUID installation) {
        return look(
                "list volumes",
                () -> containers.volumes().stream()
                        .filter(disk -> installation.toString().equals(disk.labels.get(Labels.INSTALLATION)))
                        .map(Disk::observation)
                        .toList());
    }

    @Override
    public Map<String, Long> volumeSizes(UUID installation) {
        return Map.of();
    }
}
