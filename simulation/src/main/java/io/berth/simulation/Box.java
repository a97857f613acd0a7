package io.berth.simulation;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.Health;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.Labels;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A container on a simulated engine: the truth about it. */
final class Box {

    final String id;
    final ContainerSpec spec;
    final String digest;
    RestartPolicy policy = RestartPolicy.NO;
    State state = State.CREATED;

    @Nullable
    Integer exitCode;

    int restarts;
    /** Counts its starts, so that what was to happen to an earlier run does not happen to a later one. */
    int run;

    long startedAt;
    /** When its present run becomes ready. */
    long readyAt = Long.MAX_VALUE;

    long unreadyFrom = Long.MAX_VALUE;
    long unreadyUntil = Long.MAX_VALUE;
    /** Whether it was ready once since somebody started it, in whichever run. */
    private boolean provenBefore;
    /** Whether Docker's health check gives up on it instead of going on to wait. */
    boolean givenUp;

    Box(String id, ContainerSpec spec, String digest) {
        this.id = id;
        this.spec = spec;
        this.digest = digest;
    }

    /** As it was kept in a copy of the host's disk. */
    Box copy() {
        Box copy = new Box(id, spec, digest);
        copy.policy = policy;
        copy.state = state;
        copy.exitCode = exitCode;
        copy.restarts = restarts;
        copy.run = run;
        return copy;
    }

    boolean runs() {
        return state == State.RUNNING;
    }

    boolean ready(long now) {
        return runs() && now >= readyAt && !(now >= unreadyFrom && now < unreadyUntil);
    }

    /** Whether its present run was ready once. */
    boolean serves(long now) {
        return runs() && now >= readyAt;
    }

    /** Whether it was ready once since somebody started it: what happened to it later is nobody's fault. */
    boolean proven(long now) {
        return provenBefore || serves(now) || state == State.STOPPED && Objects.equals(exitCode, 0);
    }

    void started() {
        provenBefore = false;
    }

    /** Its present run is over. */
    void over(State next, @Nullable Integer code, long now) {
        provenBefore |= serves(now);
        state = next;
        if (code != null) {
            exitCode = code;
        }
    }

    boolean ours() {
        return Jobs.INSTALLATION.toString().equals(spec.labels().get(Labels.INSTALLATION));
    }

    @Nullable
    UUID container() {
        String label = ours() ? spec.labels().get(Labels.CONTAINER) : null;
        return label == null ? null : UUID.fromString(label);
    }

    private Health health(long now) {
        if (!runs()) {
            return Health.NONE;
        }
        if (ready(now)) {
            return Health.HEALTHY;
        }
        return givenUp || now >= readyAt ? Health.UNHEALTHY : Health.STARTING;
    }

    ContainerObservation observation(long now) {
        List<PortBinding> ports = runs() ? spec.ports() : List.of();
        return new ContainerObservation(
                id,
                spec.name(),
                state,
                health(now),
                exitCode,
                runs() ? id + "/" + run : null,
                ports,
                restarts,
                spec.labels());
    }

    @Override
    public String toString() {
        return spec.name() + "[" + state + "]";
    }
}
