package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Watches one container until it has passed its gate, has failed, or time is up. */
final class HealthWait {

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Engine engine;
    private final OwnContainers own;
    private final PortProbe probe;
    private final InstantSource clock;
    private final Pause pause;

    HealthWait(Engine engine, OwnContainers own, PortProbe probe, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.own = own;
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
            String passed = glance(container, job.gate(), run);
            if (passed != null) {
                return new JobResult.ContainerHealthy(passed);
            }
            if (!clock.instant().isBefore(deadline)) {
                throw tooLate(container, job.gate());
            }
            pause.pause(GLANCE);
        }
    }

    /** @return what was seen if the gate is passed, null if it is not yet */
    private @Nullable String glance(EngineContainer container, HealthGate gate, Run run) {
        ContainerObservation seen = container.observation();
        return switch (seen.state()) {
            case CREATED, RESTARTING -> null;
            // An engine that is going to start it again says "restarting": this end is final.
            case STOPPED, GONE -> throw ended(container);
            case RUNNING ->
                switch (gate) {
                    case HealthGate.DockerHealthCheck _ -> healthCheck(container);
                    case HealthGate.TcpProbe tcp -> {
                        String address = seen.address();
                        boolean accepted = address != null && probe.accepts(address, tcp.port());
                        yield accepted ? "Port " + tcp.port() + " accepts connections" : null;
                    }
                    case HealthGate.HttpProbe _ -> null;
                    case HealthGate.RunningFor running -> {
                        Duration since = Duration.between(run.seenFrom(), clock.instant());
                        boolean longEnough = since.compareTo(Duration.ofSeconds(running.seconds())) >= 0;
                        yield longEnough ? "It has been running for " + running.seconds() + " s" : null;
                    }
                };
        };
    }

    private @Nullable String healthCheck(EngineContainer container) {
        return switch (container.observation().health()) {
            case HEALTHY -> "Docker's health check passed";
            case STARTING -> null;
            case UNHEALTHY ->
                throw failure(
                        container,
                        FailureCode.NOT_HEALTHY_IN_TIME,
                        "Docker's health check failed" + lastOutput(container));
            case NONE ->
                throw failure(container, FailureCode.NOT_HEALTHY_IN_TIME, "The image has no health check to wait for.");
        };
    }

    private JobFailedException tooLate(EngineContainer container, HealthGate gate) {
        ContainerObservation seen = container.observation();
        int seconds = gate.deadlineSeconds();
        if (seen.state() == ContainerObservation.State.RESTARTING) {
            return ended(container);
        }
        if (seen.state() == ContainerObservation.State.CREATED) {
            return failure(container, FailureCode.NOT_HEALTHY_IN_TIME, "The container has not been started.");
        }
        String message = switch (gate) {
            case HealthGate.DockerHealthCheck _ ->
                "Docker's health check did not pass within " + seconds + " s" + lastOutput(container);
            case HealthGate.TcpProbe tcp ->
                "Port " + tcp.port() + " did not accept connections within " + seconds + " s.";
            case HealthGate.HttpProbe http ->
                "%s on port %d did not answer well within %d s.".formatted(http.path(), http.port(), seconds);
            case HealthGate.RunningFor running ->
                "The container did not run for " + running.seconds() + " s without a break within " + seconds + " s.";
        };
        return failure(container, FailureCode.NOT_HEALTHY_IN_TIME, message);
    }

    private JobFailedException ended(EngineContainer container) {
        ContainerObservation seen = container.observation();
        StringBuilder message = new StringBuilder("The container ended before it was healthy, with exit code ")
                .append(seen.exitCode() == null ? "unknown" : seen.exitCode());
        if (container.outOfMemory()) {
            message.append(", because it needed more memory than its limit");
        }
        if (seen.restarts() > 0) {
            message.append("; it was restarted ").append(seen.restarts()).append(" times");
        }
        return failure(
                container, FailureCode.CONTAINER_EXITED, message.append('.').toString());
    }

    private JobFailedException failure(EngineContainer container, FailureCode code, String message) {
        return new JobFailedException(
                code, message, LastWords.of(engine, container.observation().engineId()));
    }

    private static String lastOutput(EngineContainer container) {
        String output = container.lastHealthOutput();
        return output == null || output.isBlank() ? "." : ": " + LastWords.shortened(output, 500);
    }

    /** One run of the container's process, as far as it has been watched. */
    private record Run(String startedAt, Instant seenFrom) {

        Run at(String start, Instant now) {
            return start.equals(startedAt) ? this : new Run(start, now);
        }
    }
}
