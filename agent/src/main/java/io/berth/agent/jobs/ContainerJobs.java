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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, starts, stops and removes containers. */
final class ContainerJobs {

    /** The policy that a container has while it is meant to run; whenever it is not, the engine is told {@code no}. */
    static final String RESTART_LABEL = "berth.restart";

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration ENGINE_TAKES = Duration.ofSeconds(60);

    private final Engine engine;
    private final OwnContainers own;
    private final VolumeGuard volumes;
    private final ImageJobs images;
    private final InstantSource clock;
    private final Pause pause;

    ContainerJobs(
            Engine engine, OwnContainers own, VolumeGuard volumes, ImageJobs images, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.own = own;
        this.volumes = volumes;
        this.images = images;
        this.clock = clock;
        this.pause = pause;
    }

    JobResult create(Job.CreateContainer job) {
        ContainerSpec spec = job.spec();
        if (!own.owns(spec.labels())) {
            throw new JobFailedException(
                    FailureCode.ENGINE_ERROR, "The job's container belongs to another installation of Berth.");
        }
        Optional<JobResult> present = present(spec);
        if (present.isPresent()) {
            return present.get();
        }
        volumes.prepare(spec);
        images.ensure(spec.image(), job.login());
        ensureNetwork(spec);
        try {
            return new JobResult.ContainerCreated(
                    engine.createContainer(withRestartLabel(spec), images.runnableName(spec.image())));
        } catch (EngineException e) {
            // The engine may have made it before the answer was lost.
            return present(spec).orElseThrow(() -> e);
        }
    }

    private Optional<JobResult> present(ContainerSpec spec) {
        return own.find(spec.name()).map(EngineContainer::observation).map(present -> {
            String wanted = spec.labels().get(Labels.CONTAINER);
            if (wanted == null || !wanted.equals(present.labels().get(Labels.CONTAINER))) {
                throw new JobFailedException(
                        FailureCode.ENGINE_ERROR, "Another container has the name " + spec.name() + " already.");
            }
            return new JobResult.ContainerCreated(present.engineId());
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
                spec.hostNetwork());
    }

    JobResult start(Job.StartContainer job) {
        ContainerObservation container = own.require(job.containerName()).observation();
        volumes.check(job.volumes());
        String id = container.engineId();
        RestartPolicy policy = wantedPolicy(container);
        engine.setRestartPolicy(id, policy);
        try {
            engine.start(id);
        } catch (EngineException e) {
            keepDown(id, policy, e);
            throw e;
        }
        return new JobResult.ContainerStarted(own.require(job.containerName()).observation());
    }

    /** What could not start must not come up later by itself, after a restart of the engine. */
    private void keepDown(String engineId, RestartPolicy policy, EngineException cause) {
        if (policy == RestartPolicy.NO) {
            return;
        }
        try {
            engine.setRestartPolicy(engineId, RestartPolicy.NO);
        } catch (EngineException e) {
            cause.addSuppressed(e);
        }
    }

    private static RestartPolicy wantedPolicy(ContainerObservation container) {
        String label = container.labels().get(RESTART_LABEL);
        for (RestartPolicy policy : RestartPolicy.values()) {
            if (policy.name().equals(label)) {
                return policy;
            }
        }
        return RestartPolicy.NO;
    }

    JobResult stop(Job.StopContainer job) {
        Optional<EngineContainer> found = own.find(job.containerName());
        if (found.isEmpty()) {
            return new JobResult.ContainerStopped(null, null);
        }
        String id = found.get().observation().engineId();
        Instant deadline = clock.instant().plusSeconds(job.graceSeconds()).plus(ENGINE_TAKES);
        try {
            engine.setRestartPolicy(id, RestartPolicy.NO);
            if (runs(found.get().observation().state())) {
                engine.stop(id, job.graceSeconds());
            }
        } catch (EngineException e) {
            if (e.code() != FailureCode.CONTAINER_MISSING) {
                throw e;
            }
        }
        return new JobResult.ContainerStopped(awaitEnd(job.containerName(), id, deadline), null);
    }

    private @Nullable Integer awaitEnd(String name, String id, Instant deadline) {
        while (true) {
            Optional<EngineContainer> now = engine.findContainer(id);
            if (now.isEmpty()) {
                return null;
            }
            if (!runs(now.get().observation().state())) {
                return now.get().observation().exitCode();
            }
            giveUpAfter(deadline, "The container " + name + " does not stop.");
            pause.pause(GLANCE);
        }
    }

    JobResult remove(Job.RemoveContainer job) {
        Optional<EngineContainer> found = own.find(job.containerName());
        if (found.isPresent()) {
            String id = found.get().observation().engineId();
            Instant deadline = clock.instant().plus(ENGINE_TAKES);
            try {
                engine.remove(id);
            } catch (EngineException e) {
                if (e.code() != FailureCode.CONTAINER_MISSING) {
                    throw e;
                }
            }
            while (engine.findContainer(id).isPresent()) {
                giveUpAfter(deadline, "The engine does not finish the removal of " + job.containerName() + ".");
                pause.pause(GLANCE);
            }
        }
        return new JobResult.ContainerRemoved();
    }

    private void giveUpAfter(Instant deadline, String message) {
        if (clock.instant().isAfter(deadline)) {
            throw new JobFailedException(FailureCode.ENGINE_ERROR, message);
        }
    }

    private static boolean runs(State state) {
        return state == State.RUNNING || state == State.RESTARTING;
    }
}
