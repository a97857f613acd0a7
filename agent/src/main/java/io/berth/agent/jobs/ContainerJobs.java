package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import io.berth.protocol.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts, stops and removes containers. */
final class ContainerJobs {

    private static final Duration GLANCE = Duration.ofMillis(25);
    private static final Duration ENGINE_TAKES = Duration.ofSeconds(60);

    private final Engine engine;
    private final OwnContainers own;
    private final VolumeGuard volumes;
    private final InstantSource clock;
    private final Pause pause;
    private final Holders holders;

    ContainerJobs(
            Engine engine, OwnContainers own, VolumeGuard volumes, InstantSource clock, Pause pause, Holders holders) {
        this.engine = engine;
        this.own = own;
        this.volumes = volumes;
        this.clock = clock;
        this.pause = pause;
        this.holders = holders;
    }

    JobResult start(Job.StartContainer job) {
        EngineContainer container = own.require(job.containerName());
        if (job.firstStart() && container.observation().state() == State.STOPPED) {
            return new JobResult.ContainerStarted(container.observation());
        }
        volumes.check(container.observation(), job.volumes());
        String holder = Holders.of(container.observation());
        return holders.alone(holder, () -> {
            begin(container, holder);
            return new JobResult.ContainerStarted(
                    own.require(job.containerName()).observation());
        });
    }

    private void begin(EngineContainer container, @Nullable String holder) {
        String id = container.observation().engineId();
        RestartPolicy policy = ContainerCreation.wantedPolicy(container.observation());
        setPolicy(container, policy);
        try {
            if (holder != null) {
                holders.rise(holder, policy);
            }
            engine.start(id);
        } catch (EngineException e) {
            keepDown(id, policy, e);
            throw e;
        }
    }

    /** An engine writes to its disk for every change, so what is so already is not asked for again. */
    private void setPolicy(EngineContainer container, RestartPolicy policy) {
        if (container.restartPolicy() != policy) {
            engine.setRestartPolicy(container.observation().engineId(), policy);
        }
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

    JobResult stop(Job.StopContainer job) {
        try {
            Optional<EngineContainer> found = own.find(job.containerName());
            if (found.isPresent()) {
                EngineContainer ended = settled(found.get(), () -> end(found.get(), job));
                return new JobResult.ContainerStopped(
                        ended.observation().exitCode(),
                        LastWords.of(engine, ended.observation().engineId()));
            }
        } catch (EngineException e) {
            if (e.code() != FailureCode.CONTAINER_MISSING) {
                throw e;
            }
        }
        return new JobResult.ContainerStopped(null, null);
    }

    /** Does what takes away a container of its from a holder. */
    private <T> T settled(EngineContainer container, Supplier<T> work) {
        String holder = Holders.of(container.observation());
        return holders.alone(holder, () -> {
            T result = work.get();
            if (holder != null) {
                holders.settle(holder);
            }
            return result;
        });
    }

    /** Whatever the engine may have revived until it was told not to is stopped again. */
    private EngineContainer end(EngineContainer found, Job.StopContainer job) {
        String id = found.observation().engineId();
        Instant deadline = clock.instant().plusSeconds(job.graceSeconds()).plus(ENGINE_TAKES);
        setPolicy(found, RestartPolicy.NO);
        EngineContainer seen = found.restartPolicy() == RestartPolicy.NO ? found : look(id);
        while (OwnContainers.runs(seen.observation())) {
            engine.stop(id, job.graceSeconds());
            seen = look(id);
            if (OwnContainers.runs(seen.observation())) {
                giveUpAfter(deadline, "The container " + job.containerName() + " does not stop.");
                pause.pause(GLANCE);
            }
        }
        return seen;
    }

    private EngineContainer look(String id) {
        return engine.findContainer(id)
                .orElseThrow(() -> new EngineException(FailureCode.CONTAINER_MISSING, "It has gone meanwhile."));
    }

    JobResult remove(Job.RemoveContainer job) {
        Optional<EngineContainer> found = own.find(job.containerName());
        if (found.isPresent()) {
            refuseIfRunning(job, found.get().observation());
            settled(found.get(), () -> removed(job, found.get().observation().engineId()));
        }
        return new JobResult.ContainerRemoved();
    }

    private String removed(Job.RemoveContainer job, String id) {
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
        return id;
    }

    private static void refuseIfRunning(Job.RemoveContainer job, ContainerObservation container) {
        if (OwnContainers.runs(container)) {
            throw new JobFailedException(
                    FailureCode.ENGINE_ERROR,
                    "The container " + job.containerName()
                            + " is running. It is removed only after it has been stopped.");
        }
    }

    private void giveUpAfter(Instant deadline, String message) {
        if (clock.instant().isAfter(deadline)) {
            throw new JobFailedException(FailureCode.ENGINE_ERROR, message);
        }
    }
}
