package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineNetwork;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import io.berth.protocol.Labels;
import io.berth.protocol.RestartPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a container with all that it needs, once, and does not start it. */
final class ContainerCreation {

    /** The policy that a container has while it is meant to run; whenever it is not, the engine is told {@code no}. */
    private static final String RESTART_LABEL = "berth.restart";

    private final Engine engine;
    private final OwnContainers own;
    private final VolumeGuard volumes;
    private final ImageJobs images;
    private final Holders holders;

    ContainerCreation(Engine engine, OwnContainers own, VolumeGuard volumes, ImageJobs images, Holders holders) {
        this.engine = engine;
        this.own = own;
        this.volumes = volumes;
        this.images = images;
        this.holders = holders;
    }

    /** The policy that was asked for when the container was made. */
    static RestartPolicy wantedPolicy(ContainerObservation container) {
        String label = container.labels().get(RESTART_LABEL);
        for (RestartPolicy policy : RestartPolicy.values()) {
            if (policy.name().equals(label)) {
                return policy;
            }
        }
        return RestartPolicy.NO;
    }

    JobResult create(Job.CreateContainer job) {
        ContainerSpec spec = job.spec();
        if (!own.owns(spec.labels())) {
            throw new JobFailedException(
                    FailureCode.ENGINE_ERROR, "The job's container belongs to another installation of Berth.");
        }
        Optional<ContainerObservation> present = present(spec);
        if (present.isPresent()) {
            return new JobResult.ContainerCreated(finished(spec, present.get()));
        }
        volumes.prepare(spec);
        images.ensure(spec.image(), job.login());
        if (!spec.hostNetwork()) {
            ensureNetwork(spec);
        }
        String engineId = holders.alone(spec.holder(), () -> {
            if (spec.holder() != null) {
                holders.prepare(spec, spec.holder());
            }
            return made(spec);
        });
        return new JobResult.ContainerCreated(withFiles(spec, engineId));
    }

    private String made(ContainerSpec spec) {
        try {
            return engine.createContainer(withRestartLabel(spec), ImageJobs.runnableName(spec.image()));
        } catch (EngineException e) {
            // The engine may have made it before the answer was lost.
            return present(spec).orElseThrow(() -> e).engineId();
        }
    }

    private String withFiles(ContainerSpec spec, String engineId) {
        if (!spec.files().isEmpty()) {
            engine.copyInto(engineId, spec.files());
        }
        return engineId;
    }

    /** Whoever made it may not have come to the files. Once it was started, they are its own business. */
    private String finished(ContainerSpec spec, ContainerObservation present) {
        return present.state() == State.CREATED ? withFiles(spec, present.engineId()) : present.engineId();
    }

    private Optional<ContainerObservation> present(ContainerSpec spec) {
        return own.find(spec.name()).map(EngineContainer::observation).map(present -> {
            String wanted = spec.labels().get(Labels.CONTAINER);
            if (wanted == null || !wanted.equals(present.labels().get(Labels.CONTAINER))) {
                throw new JobFailedException(
                        FailureCode.ENGINE_ERROR, "Another container has the name " + spec.name() + " already.");
            }
            return present;
        });
    }

    private void ensureNetwork(ContainerSpec spec) {
        EngineNetwork network =
                engine.ensureNetwork(spec.network().name(), spec.network().labels());
        String team = spec.network().labels().get(Labels.TEAM);
        boolean sameTeam = team == null || team.equals(network.labels().get(Labels.TEAM));
        if (!own.owns(network.labels()) || !sameTeam) {
            throw new JobFailedException(
                    FailureCode.ENGINE_ERROR,
                    "Something else on this host has the name of the network "
                            + spec.network().name() + "; it is left untouched.");
        }
    }

    private static ContainerSpec withRestartLabel(ContainerSpec spec) {
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.put(RESTART_LABEL, spec.restartPolicy().name());
        if (spec.holder() != null) {
            labels.put(Labels.HOLDER, spec.holder());
        }
        return new ContainerSpec(
                spec.name(),
                spec.hostname(),
                spec.image(),
                spec.environment(),
                labels,
                spec.ports(),
                spec.volumes(),
                spec.network(),
                spec.command(),
                spec.entrypoint(),
                spec.memoryBytes(),
                spec.restartPolicy(),
                spec.stopSignal(),
                spec.hostNetwork(),
                spec.files(),
                spec.holder());
    }
}
