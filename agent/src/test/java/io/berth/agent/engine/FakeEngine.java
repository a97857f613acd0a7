package io.berth.agent.engine;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.Health;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.Labels;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RegistryLogin;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import io.berth.protocol.VolumeObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory that keeps the same contract as a real one. Of shell scripts it understands {@code echo} and
 * {@code exit}; a script without {@code exit} runs until stopped.
 */
public final class FakeEngine implements Engine {

    /** What every image takes. */
    public static final long BYTES = 5_000_000;

    private static final Pattern EXIT = Pattern.compile("(?:^|; )exit (\\d+)$");
    private static final Pattern TRAP = Pattern.compile("trap 'exit (\\d+)'");

    private final Map<String, LocalImage> images = new HashMap<>();
    private final Map<String, String> registry = new HashMap<>();
    private final Map<String, LocalImage> pullable = new HashMap<>();
    private final Map<String, EngineNetwork> networks = new HashMap<>();
    private final Map<String, VolumeObservation> volumes = new HashMap<>();
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Runnable> surprises = new LinkedHashMap<>();
    private BiFunction<Map<String, String>, List<String>, Executed> program = (_, _) -> new Executed(127, "not found");
    private @Nullable String lostAnswer;
    private @Nullable EngineException outage;
    private @Nullable EngineException registryRefusal;
    private int ids;
    private int nextPort = 32_768;

    /** Puts an image onto the engine. */
    public synchronized String load(String name, ImageFacts facts, String... repositoryDigests) {
        LocalImage image = new LocalImage(facts, List.of(repositoryDigests), BYTES);
        images.put(name, image);
        images.put(facts.imageId(), image);
        for (String digest : repositoryDigests) {
            images.put(digest, image);
        }
        return facts.imageId();
    }

    public static ImageFacts facts(String imageId) {
        return new ImageFacts(imageId, Map.of(), List.of(), List.of(), false, null);
    }

    /** Puts an image into the registry under a tag. */
    public synchronized void publish(String repository, String tag, String digest, ImageFacts facts) {
        registry.put(repository + ":" + tag, digest);
        pullable.put(repository + "@" + digest, new LocalImage(facts, List.of(repository + "@" + digest), BYTES));
        registry.put(repository + "@" + digest, digest);
    }

    public synchronized void refuseRegistry(FailureCode code) {
        registryRefusal = new EngineException(code, "the registry's words");
    }

    /** Until further notice nothing is answered. */
    public synchronized void goAway() {
        outage = new EngineException(FailureCode.ENGINE_UNREACHABLE, "The engine does not answer: gone");
    }

    public synchronized void comeBack() {
        outage = null;
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized void health(String name, Health health, String output) {
        Box box = byName(name);
        box.health = health;
        box.healthOutput = output;
    }

    public synchronized void ends(String name, int exitCode) {
        byName(name).end(exitCode);
    }

    /** The engine starts an ended container again, as its policy wants. */
    public synchronized void restarts(String name) {
        Box box = byName(name);
        box.restarts++;
        box.run();
    }

    public synchronized void writes(String name, String line) {
        byName(name).log.add(line);
    }

    /** What runs in every container, given its files and a command. */
    public synchronized void program(BiFunction<Map<String, String>, List<String>, Executed> runs) {
        program = runs;
    }

    public synchronized Map<String, String> files(String name) {
        return Map.copyOf(byName(name).files);
    }

    public synchronized RestartPolicy policy(String name) {
        return byName(name).policy;
    }

    public synchronized ContainerSpec spec(String name) {
        return byName(name).spec;
    }

    public synchronized String imageOf(String name) {
        return byName(name).image;
    }

    public synchronized void removeVolume(String name) {
        volumes.remove(name);
    }

    private Box byName(String name) {
        return boxes.values().stream()
                .filter(box -> box.spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The next call that begins so finds what has happened just before it. */
    public synchronized void justBefore(String call, Runnable happening) {
        surprises.put(call, happening);
    }

    /** The next call that begins so is done, but its answer does not arrive. */
    public synchronized void loseAnswerTo(String call) {
        lostAnswer = call;
    }

    private void called(String call) {
        for (String beginning : List.copyOf(surprises.keySet())) {
            Runnable happening = call.startsWith(beginning) ? surprises.remove(beginning) : null;
            if (happening != null) {
                happening.run();
            }
        }
        if (outage != null) {
            throw outage;
        }
        calls.add(call);
    }

    private void answered(String call) {
        if (lostAnswer != null && call.startsWith(lostAnswer)) {
            lostAnswer = null;
            throw new EngineException(FailureCode.ENGINE_UNREACHABLE, "The engine does not answer: broken off");
        }
    }

    @Override
    public synchronized EngineFacts facts() {
        called("facts");
        return new EngineFacts("fake", "Fake OS", "6.0", 2, 1_000_000, "1.0", "1.41", "memory", null);
    }

    @Override
    public synchronized boolean answers() {
        return outage == null;
    }

    @Override
    public synchronized String digestInRegistry(String reference, @Nullable RegistryLogin login) {
        called("distribution " + reference);
        if (registryRefusal != null) {
            throw registryRefusal;
        }
        String digest = registry.get(reference);
        if (digest == null) {
            throw new EngineException(FailureCode.IMAGE_NOT_FOUND, "The registry has no image " + reference);
        }
        return digest;
    }

    @Override
    public synchronized Optional<LocalImage> findImage(String name) {
        called("image " + name);
        return Optional.ofNullable(images.get(name));
    }

    @Override
    public synchronized void pull(String name, @Nullable RegistryLogin login) {
        called("pull " + name);
        if (registryRefusal != null) {
            throw registryRefusal;
        }
        LocalImage image = pullable.get(name);
        if (image == null) {
            throw new EngineException(FailureCode.IMAGE_NOT_FOUND, "The registry has no image " + name);
        }
        images.put(name, image);
        images.put(image.facts().imageId(), image);
        answered("pull");
    }

    @Override
    public synchronized boolean removeImage(String name) {
        called("remove image " + name);
        LocalImage image = images.get(name);
        if (image == null) {
            return true;
        }
        if (boxes.values().stream().anyMatch(box -> image.equals(images.get(box.image)))) {
            return false;
        }
        images.remove(name);
        if (images.values().stream().filter(image::equals).count() == 1) {
            images.remove(image.facts().imageId());
        }
        return true;
    }

    @Override
    public synchronized EngineNetwork ensureNetwork(String name, Map<String, String> labels) {
        called("network " + name);
        return networks.computeIfAbsent(name, _ -> new EngineNetwork(nextId(), name, labels));
    }

    @Override
    public synchronized Optional<VolumeObservation> findVolume(String name) {
        called("volume " + name);
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public synchronized VolumeObservation ensureVolume(String name, Map<String, String> labels) {
        called("make volume " + name);
        return volumes.computeIfAbsent(name, _ -> new VolumeObservation(name, Map.copyOf(labels)));
    }

    @Override
    public synchronized Optional<EngineContainer> findContainer(String name) {
        called("inspect " + name);
        return boxes.values().stream()
                .filter(box -> box.id.equals(name) || box.spec.name().equals(name))
                .findFirst()
                .map(this::look);
    }

    private Optional<Box> holderOf(Box box) {
        return boxes.values().stream()
                .filter(other -> other.spec.name().equals(box.spec.holder()))
                .findFirst();
    }

    private EngineContainer look(Box box) {
        return box.look(holderOf(box).orElse(box));
    }

    @Override
    public synchronized String createContainer(ContainerSpec spec, String image) {
        called("create " + spec.name());
        if (boxes.values().stream().anyMatch(box -> box.spec.name().equals(spec.name()))) {
            throw new EngineException(
                    FailureCode.ENGINE_ERROR, "The container name " + spec.name() + " is already in use");
        }
        if (!images.containsKey(image)) {
            throw new EngineException(FailureCode.ENGINE_ERROR, "No such image: " + image);
        }
        for (VolumeMount mount : spec.volumes()) {
            // As real engines do, without a word.
            volumes.computeIfAbsent(mount.name(), name -> new VolumeObservation(name, Map.of()));
        }
        Box box = new Box(nextId(), spec, image);
        boxes.put(box.id, box);
        answered("create");
        return box.id;
    }

    @Override
    public synchronized void setRestartPolicy(String engineId, RestartPolicy policy) {
        called("policy " + policy);
        require(engineId).policy = policy;
    }

    @Override
    public synchronized void start(String engineId) {
        called("start " + engineId);
        Box box = require(engineId);
        if (box.state == State.RUNNING) {
            return;
        }
        if (box.spec.holder() != null
                && holderOf(box).map(h -> h.state != State.RUNNING).orElse(true)) {
            throw new EngineException(FailureCode.ENGINE_ERROR, "cannot join network of a non running container");
        }
        Set<Integer> taken = new HashSet<>();
        boxes.values().forEach(other -> other.hostPorts.values().forEach(taken::add));
        Map<PortBinding, Integer> chosen = new HashMap<>();
        for (PortBinding port :
                box.spec.hostNetwork() || box.spec.holder() != null ? List.<PortBinding>of() : box.spec.ports()) {
            int hostPort = port.hostPort() == null ? nextPort++ : port.hostPort();
            if (!taken.add(hostPort)) {
                throw new EngineException(FailureCode.PORT_TAKEN, "Bind for 0.0.0.0:" + hostPort + " failed");
            }
            chosen.put(port, hostPort);
        }
        box.hostPorts.putAll(chosen);
        box.run();
        answered("start");
    }

    @Override
    public synchronized void stop(String engineId, int graceSeconds) {
        called("stop " + engineId + " " + graceSeconds);
        Box box = require(engineId);
        if (box.state == State.RUNNING || box.state == State.RESTARTING) {
            if (box.state == State.RUNNING) {
                Matcher trap = TRAP.matcher(box.script());
                box.exitCode = trap.find() ? Integer.parseInt(trap.group(1)) : 137;
            }
            box.state = State.STOPPED;
            box.hostPorts.clear();
        }
        answered("stop");
    }

    @Override
    public synchronized void copyInto(String engineId, Map<String, String> files) {
        called("copy into " + engineId);
        require(engineId).files.putAll(files);
        answered("copy into");
    }

    @Override
    public synchronized Executed exec(String engineId, List<String> command) {
        called("exec " + command.getFirst());
        Box box = require(engineId);
        if (box.state != State.RUNNING) {
            throw new EngineException(FailureCode.CONTAINER_MISSING, "It does not run.");
        }
        return program.apply(box.files, command);
    }

    @Override
    public synchronized void remove(String engineId) {
        called("remove " + engineId);
        Box box = boxes.get(engineId);
        if (box != null && (box.state == State.RUNNING || box.state == State.RESTARTING)) {
            throw new EngineException(FailureCode.ENGINE_ERROR, "You cannot remove a running container");
        }
        boxes.remove(engineId);
    }

    @Override
    public synchronized List<String> lastLogLines(String engineId, int count) {
        called("log " + engineId);
        List<String> log = require(engineId).log;
        return List.copyOf(log.subList(Math.max(0, log.size() - count), log.size()));
    }

    @Override
    public synchronized List<ContainerObservation> containers(UUID installation) {
        called("containers");
        return boxes.values().stream()
                .filter(box -> installation.toString().equals(box.spec.labels().get(Labels.INSTALLATION)))
                .map(box -> look(box).observation())
                .toList();
    }

    @Override
    public synchronized List<VolumeObservation> volumes(UUID installation) {
        called("volumes");
        return volumes.values().stream()
                .filter(volume -> installation.toString().equals(volume.labels().get(Labels.INSTALLATION)))
                .sorted(Comparator.comparing(VolumeObservation::name))
                .toList();
    }

    @Override
    public synchronized Map<String, Long> volumeSizes(UUID installation) {
        Map<String, Long> sizes = new HashMap<>();
        volumes(installation).forEach(volume -> sizes.put(volume.name(), 0L));
        return sizes;
    }

    private Box require(String engineId) {
        Box box = boxes.get(engineId);
        if (box == null) {
            throw new EngineException(FailureCode.CONTAINER_MISSING, "No such container: " + engineId);
        }
        return box;
    }

    private String nextId() {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) ids++}).toString().replace("-", "") + "0".repeat(32);
    }

    /** A container. */
    private static final class Box {

        private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
        private static final AtomicLong STARTS = new AtomicLong();

        private final String id;
        private final ContainerSpec spec;
        private final String image;
        private final Map<PortBinding, Integer> hostPorts = new HashMap<>();
        private final List<String> log = new ArrayList<>();
        private final Map<String, String> files = new HashMap<>();
        private State state = State.CREATED;
        private RestartPolicy policy = RestartPolicy.NO;
        private Health health = Health.NONE;
        private @Nullable String healthOutput;
        private @Nullable Integer exitCode;
        private int restarts;
        private Instant startedAt = Instant.EPOCH;

        Box(String id, ContainerSpec spec, String image) {
            this.id = id;
            this.spec = spec;
            this.image = image;
        }

        private String script() {
            return spec.command() == null ? "" : spec.command().getLast();
        }

        private void run() {
            state = State.RUNNING;
            startedAt = BEGINNING.plusSeconds(STARTS.incrementAndGet());
            for (String step : script().split("; ")) {
                if (step.startsWith("echo ")) {
                    log.add(step.substring(5));
                }
            }
            Matcher exit = EXIT.matcher(script());
            if (exit.find()) {
                end(Integer.parseInt(exit.group(1)));
            }
        }

        private void end(int code) {
            exitCode = code;
            boolean again = policy == RestartPolicy.ALWAYS || policy == RestartPolicy.ON_FAILURE && code != 0;
            state = again ? State.RESTARTING : State.STOPPED;
            restarts += again ? 1 : 0;
            hostPorts.clear();
        }

        private @Nullable String address() {
            if (state != State.RUNNING) {
                return null;
            }
            return spec.hostNetwork() ? "127.0.0.1" : "10.0.0." + Math.abs(id.hashCode() % 250);
        }

        private EngineContainer look(Box network) {
            List<PortBinding> ports = network.hostPorts.entrySet().stream()
                    .map(port -> new PortBinding(
                            port.getKey().containerPort(), port.getKey().protocol(), port.getValue()))
                    .toList();
            ContainerObservation observation = new ContainerObservation(
                    id,
                    spec.name(),
                    state,
                    health,
                    exitCode,
                    state == State.RUNNING ? network.address() : null,
                    ports,
                    restarts,
                    spec.labels());
            return new EngineContainer(observation, policy, startedAt.toString(), false, healthOutput);
        }
    }
}
