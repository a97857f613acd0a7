package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The containers that this installation made. What others made has the same names at most, and is never touched. */
final class OwnContainers {

    private final Engine engine;
    private final UUID installation;

    OwnContainers(Engine engine, UUID installation) {
        this.engine = engine;
        this.installation = installation;
    }

    /** @throws JobFailedException if another installation, or a person, has a container of that name */
    Optional<EngineContainer> find(String name) {
        Optional<EngineContainer> found = engine.findContainer(name);
        found.ifPresent(container -> {
            if (!owns(container.observation().labels())) {
                throw new JobFailedException(
                        FailureCode.ENGINE_ERROR,
                        "The container " + name + " on this engine was not made by this installation of Berth.");
            }
        });
        return found;
    }

    EngineContainer require(String name) {
        return find(name)
                .orElseThrow(() -> new JobFailedException(
                        FailureCode.CONTAINER_MISSING, "The container " + name + " does not exist."));
    }

    /** Whether it runs, or will again in a moment. */
    static boolean runs(ContainerObservation container) {
        return container.state() == State.RUNNING || container.state() == State.RESTARTING;
    }

    List<ContainerObservation> all() {
        return engine.containers(installation);
    }

    boolean owns(Map<String, String> labels) {
        return installation.toString().equals(labels.get(Labels.INSTALLATION));
    }
}
