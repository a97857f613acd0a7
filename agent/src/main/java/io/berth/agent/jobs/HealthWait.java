package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Watches one container until it has passed its gate, has failed, or time is up. */
final class HealthWait {

    /**
     * An engine shows a container within about 0.3 ms: at this pace a wait costs it a hundredth of a core, and a container that
     * has become healthy is seen 12 ms later on average.
     */
    private static final Duration GLANCE = Duration.ofMillis(25);

    private final Engine engine;
    private final OwnContainers own;
    private final HealthFailures failures;
    private final Probe probe;
    private final InstantSource clock;
    private final Pause pause;

    HealthWait(Engine engine, OwnContainers own, Probe probe, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.own = own;
        this.failures = new HealthFailures(engine);
        this.probe = probe;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param begun when the wait was asked for: the deadline counts from there */
    JobResult await(Job.AwaitHealthy job, Instant begun, Interruption interruption) {
        Instant deadline = begun.plusSeconds(job.gate().deadlineSeconds());
        Run run = new Run("", clock.instant());
        while (true) {
            if (interruption.requested()) {
                throw new JobFailedException(
                        FailureCode.INTERRUPTED,
                        "The wait for " + job.containerName() + " was ended, because it is to stop.");
            }
            EngineContainer container = own.require(job.containerName());
            run = run.at(container.startedAt(), clock.instant());
            Glimpse glimpse = itself(container.observation(), glance(container, job, run));
            if (glimpse.passed()) {
                return new JobResult.ContainerHealthy(String.valueOf(glimpse.words()));
            }
            if (!clock.instant().isBefore(deadline)) {
                throw failures.tooLate(container, job.gate(), glimpse.words());
            }
            pause.pause(GLANCE);
        }
    }

    private Glimpse glance(EngineContainer container, Job.AwaitHealthy job, Run run) {
        ContainerObservation seen = container.observation();
        return switch (seen.state()) {
            case CREATED, RESTARTING -> Glimpse.NOT_YET;
            // An engine that is going to start it again says "restarting": this end is final.
            case STOPPED, GONE -> {
                if (job.mayEnd() && Objects.equals(seen.exitCode(), 0)) {
                    yield Glimpse.passed("It has ended with exit code 0");
                }
                throw failures.ended(container);
            }
            case RUNNING ->
                switch (job.gate()) {
                    case HealthGate.DockerHealthCheck _ -> healthCheck(container);
                    case HealthGate.TcpProbe tcp -> port(seen.address(), tcp.port());
                    case HealthGate.HttpProbe http -> answer(seen.address(), http);
                    case HealthGate.RunningFor running -> {
                        Duration since = Duration.between(run.seenFrom(), clock.instant());
                        boolean longEnough = since.compareTo(Duration.ofSeconds(running.seconds())) >= 0;
                        yield longEnough
                                ? Glimpse.passed("It has been running for " + running.seconds() + " s")
                                : Glimpse.NOT_YET;
                    }
                };
        };
    }

    /** What shares its ports is not to be taken for healthy because another one answers there. */
    private Glimpse itself(ContainerObservation container, Glimpse glimpse) {
        boolean shares = glimpse.passed() && container.state() == State.RUNNING && Holders.of(container) != null;
        return shares && !haproxyWorks(container.engineId())
                ? Glimpse.notYet("HAProxy has not begun to work.")
                : glimpse;
    }

    private boolean haproxyWorks(String engineId) {
        try {
            return HaproxyBegin.atWork(engine, engineId);
        } catch (EngineException e) {
            if (e.code() == FailureCode.ENGINE_UNREACHABLE) {
                throw e;
            }
            // It has ended since it was looked at; the next look says how.
            return false;
        }
    }

    private Glimpse healthCheck(EngineContainer container) {
        return switch (container.observation().health()) {
            case HEALTHY -> Glimpse.passed("Docker's health check passed");
            case STARTING -> Glimpse.NOT_YET;
            case UNHEALTHY -> throw failures.unhealthy(container);
            case NONE -> throw failures.withoutHealthCheck(container);
        };
    }

    private Glimpse port(@Nullable String address, int port) {
        return address != null && probe.accepts(address, port)
                ? Glimpse.passed("Port " + port + " accepts connections")
                : Glimpse.NOT_YET;
    }

    private Glimpse answer(@Nullable String address, HealthGate.HttpProbe http) {
        if (address == null) {
            return Glimpse.notYet("It has no address.");
        }
        return switch (probe.get(address, http.port(), http.path())) {
            case Probe.HttpAnswer.Status(int code)
            when code >= 200 && code < 400 ->
                Glimpse.passed("%s on port %d answered with %d".formatted(http.path(), http.port(), code));
            case Probe.HttpAnswer.Status(int code) -> Glimpse.notYet("The last answer was " + code + ".");
            case Probe.HttpAnswer.None(String words) -> Glimpse.notYet("The last try got none: " + words + ".");
        };
    }

    /**
     * What one look at the container showed.
     *
     * @param words what was seen; of a gate that is not passed, what kept it shut, if there is anything to say
     */
    private record Glimpse(boolean passed, @Nullable String words) {

        static final Glimpse NOT_YET = new Glimpse(false, null);

        static Glimpse passed(String words) {
            return new Glimpse(true, words);
        }

        static Glimpse notYet(String words) {
            return new Glimpse(false, words);
        }
    }

    /** One run of the container's process, as far as it has been watched. */
    private record Run(String startedAt, Instant seenFrom) {

        Run at(String start, Instant now) {
            return start.equals(startedAt) ? this : new Run(start, now);
        }
    }
}
