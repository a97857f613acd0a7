package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineContainer;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import org.jspecify.annotations.Nullable;

/** Why a container did not become healthy, in words, and with the last ones of its own. */
final class HealthFailures {

    private static final int OUTPUT_CHARACTERS = 500;

    private final Engine engine;

    HealthFailures(Engine engine) {
        this.engine = engine;
    }

    JobFailedException unhealthy(EngineContainer container) {
        return failure(
                container, FailureCode.NOT_HEALTHY_IN_TIME, "Docker's health check failed" + lastOutput(container));
    }

    JobFailedException withoutHealthCheck(EngineContainer container) {
        return failure(container, FailureCode.NOT_HEALTHY_IN_TIME, "The image has no health check to wait for.");
    }

    /** @param seenLast what kept the gate shut, if there is anything to say */
    JobFailedException tooLate(EngineContainer container, HealthGate gate, @Nullable String seenLast) {
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
                "%s on port %d did not answer with a status from 200 to 399 within %d s."
                        .formatted(http.path(), http.port(), seconds);
            case HealthGate.RunningFor running ->
                "The container did not run for " + running.seconds() + " s without a break within " + seconds + " s.";
        };
        return failure(
                container, FailureCode.NOT_HEALTHY_IN_TIME, seenLast == null ? message : message + " " + seenLast);
    }

    JobFailedException ended(EngineContainer container) {
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
        if (output == null || output.isBlank()) {
            return ".";
        }
        return ": " + (output.length() <= OUTPUT_CHARACTERS ? output : output.substring(0, OUTPUT_CHARACTERS) + "…");
    }
}
