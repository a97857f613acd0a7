package io.berth.agent.jobs;

import static java.util.stream.Collectors.joining;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Containers that do nothing but own a network, its names and its published ports, so that those that share them can replace
 * each other without a gap. A holder comes with the first that asks for it, runs while one of them is to run, and goes with the
 * last one.
 */
final class Holders {

    /** What the holder was made with: another one is needed for anything else. */
    private static final String SHAPE_LABEL = "berth.holder.shape";

    private static final List<String> NOTHING = List.of("sleep", "infinity");
    private static final int AT_ONCE = 1;

    private final Engine engine;
    private final OwnContainers own;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Holders(Engine engine, OwnContainers own) {
        this.engine = engine;
        this.own = own;
    }

    /** Whether it is a holder, and no container of a service. */
    static boolean isHolder(ContainerObservation container) {
        return container.name().equals(container.labels().get(Labels.HOLDER));
    }

    static @Nullable String of(ContainerObservation container) {
        return container.labels().get(Labels.HOLDER);
    }

    /** Does the work while nobody else changes what that holder holds. */
    <T> T alone(@Nullable String holder, Supplier<T> work) {
        if (holder == null) {
            return work.get();
        }
        ReentrantLock lock = locks.computeIfAbsent(holder, _ -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the holder that a new container asks for. */
    void prepare(ContainerSpec spec, String name) {
        Optional<EngineContainer> present = own.find(name);
        if (present.isPresent()) {
            ContainerObservation holder = present.get().observation();
            if (shape(spec).equals(holder.labels().get(SHAPE_LABEL))) {
                return;
            }
            refuseWhileHeld(name);
            drop(holder);
        }
        engine.createContainer(holder(spec, name), ImageJobs.runnableName(spec.image()));
    }

    /** Before a container of its is started. */
    void rise(String name, RestartPolicy policyOfHeld) {
        EngineContainer holder = own.require(name);
        RestartPolicy policy = policyOfHeld == RestartPolicy.NO ? RestartPolicy.NO : RestartPolicy.ALWAYS;
        if (holder.restartPolicy() != policy) {
            engine.setRestartPolicy(holder.observation().engineId(), policy);
        }
        engine.start(holder.observation().engineId());
    }

    /** After a container of its has been stopped or removed: a holder of nothing keeps no port from anybody. */
    void settle(String name) {
        Optional<EngineContainer> holder = own.find(name);
        List<EngineContainer> held = held(name);
        if (holder.isEmpty()) {
            return;
        }
        if (held.isEmpty()) {
            drop(holder.get().observation());
        } else if (held.stream().noneMatch(c -> OwnContainers.runs(c.observation()) || isToRun(c))) {
            halt(holder.get().observation());
        }
    }

    /**
     * Makes up for what an engine does not do by itself: it does not start a container whose holder it has not started yet, and
     * one that outlives a run of its holder is in a network that nobody reaches.
     */
    void lookAfterAll() {
        Stream<String> names =
                own.all().stream().map(Holders::of).filter(Objects::nonNull).map(String::valueOf);
        names.collect(Collectors.toSet())
                .forEach(name -> alone(name, () -> {
                    lookAfter(name);
                    return name;
                }));
    }

    private void lookAfter(String name) {
        List<EngineContainer> wanted = held(name).stream()
                .filter(c -> OwnContainers.runs(c.observation()) || isToRun(c))
                .toList();
        if (wanted.isEmpty()) {
            settle(name);
            return;
        }
        rise(name, Objects.requireNonNullElse(wanted.getFirst().restartPolicy(), RestartPolicy.NO));
        String began = own.require(name).startedAt();
        for (EngineContainer container : wanted) {
            String id = container.observation().engineId();
            if (container.observation().state() == State.RUNNING && isBefore(container.startedAt(), began)) {
                engine.stop(id, AT_ONCE);
            }
            engine.start(id);
        }
    }

    /** Whether its engine should have it running, and has not. */
    private static boolean isToRun(EngineContainer container) {
        if (container.observation().state() != State.STOPPED) {
            return false;
        }
        return container.restartPolicy() == RestartPolicy.ALWAYS
                || (container.restartPolicy() == RestartPolicy.ON_FAILURE
                        && !Objects.equals(container.observation().exitCode(), 0));
    }

    private static boolean isBefore(String one, String other) {
        try {
            return Instant.parse(one).isBefore(Instant.parse(other));
        } catch (DateTimeParseException e) {
            throw new EngineException(
                    FailureCode.ENGINE_ERROR,
                    "The engine says no time at which a container began: " + e.getParsedString());
        }
    }

    private List<EngineContainer> held(String name) {
        return own.all().stream()
                .filter(container -> name.equals(of(container)) && !isHolder(container))
                .flatMap(container -> engine.findContainer(container.engineId()).stream())
                .toList();
    }

    private void refuseWhileHeld(String name) {
        if (!held(name).isEmpty()) {
            throw new JobFailedException(
                    FailureCode.ENGINE_ERROR,
                    "Other ports are to be published, but " + name + " still publishes those of a former container.");
        }
    }

    private void halt(ContainerObservation holder) {
        engine.setRestartPolicy(holder.engineId(), RestartPolicy.NO);
        engine.stop(holder.engineId(), AT_ONCE);
    }

    private void drop(ContainerObservation holder) {
        halt(holder);
        engine.remove(holder.engineId());
    }

    private static ContainerSpec holder(ContainerSpec spec, String name) {
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.keySet().removeAll(List.of(Labels.CONTAINER, Labels.REVISION, Labels.DEPLOYMENT));
        labels.put(Labels.HOLDER, name);
        labels.put(SHAPE_LABEL, shape(spec));
        return new ContainerSpec(
                name,
                spec.hostname(),
                spec.image(),
                Map.of(),
                labels,
                spec.ports(),
                List.of(),
                spec.network(),
                NOTHING.subList(1, NOTHING.size()),
                NOTHING.subList(0, 1),
                null,
                RestartPolicy.ALWAYS,
                "SIGKILL",
                false,
                Map.of(),
                null);
    }

    private static String shape(ContainerSpec spec) {
        String ports = spec.ports().stream().map(Holders::shape).sorted().collect(joining(","));
        return ports + " " + spec.network().name() + " "
                + String.join(",", spec.network().aliases());
    }

    private static String shape(PortBinding port) {
        String host = port.hostPort() == null ? "" : String.valueOf(port.hostPort());
        return host + ":" + port.containerPort() + "/" + port.protocol();
    }
}
