package io.berth.backend.services;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.PortBinding;
import io.berth.protocol.Wire;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "container")
class ContainerEntity {

    @Id
    UUID id;

    UUID serviceId;
    UUID teamId;
    UUID nodeId;
    UUID deploymentId;
    UUID revisionId;
    int slot;
    int attempt;
    String name;

    @Nullable
    String engineId;

    @Enumerated(EnumType.STRING)
    ContainerPhase phase;

    @Enumerated(EnumType.STRING)
    ContainerGate gate;

    @Nullable
    String failure;

    String health;
    int restarts;

    @Nullable
    Integer exitCode;

    @Nullable
    String address;

    @JdbcTypeCode(SqlTypes.JSON)
    String ports;

    @JdbcTypeCode(SqlTypes.JSON)
    String environment;

    Instant createdAt;

    /** Since when it is in its phase. */
    Instant phaseSince;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant stoppedAt;

    @Nullable
    Instant removedAt;

    @Nullable
    Instant drainingSince;

    @Nullable
    Instant drainUntil;

    boolean stoppedOnPurpose;
    boolean writtenOff;
    boolean displaced;

    @SuppressWarnings("NullAway.Init")
    protected ContainerEntity() {}

    ContainerEntity(NewContainer container, UUID teamId, Instant now) {
        this.id = container.id();
        this.serviceId = container.serviceId();
        this.teamId = teamId;
        this.nodeId = container.nodeId();
        this.deploymentId = container.deploymentId();
        this.revisionId = container.revisionId();
        this.slot = container.slot();
        this.attempt = container.attempt();
        this.name = container.engineName();
        this.phase = ContainerPhase.PLANNED;
        this.gate = ContainerGate.WAITING;
        this.health = "none";
        this.ports = "[]";
        this.environment = Wire.write(container.environment());
        this.createdAt = now;
        this.phaseSince = now;
    }

    /** Takes over what the engine shows. Returns whether anything changed. */
    boolean observe(ContainerObservation seen, Instant now) {
        ContainerPhase before = phase;
        String beforeDetails = health + address + ports + restarts + exitCode;
        phase = switch (seen.state()) {
            case CREATED -> ContainerPhase.CREATED;
            case RUNNING, RESTARTING -> ContainerPhase.RUNNING;
            case STOPPED -> ContainerPhase.STOPPED;
            case GONE -> ContainerPhase.REMOVED;
        };
        engineId = seen.engineId();
        health = seen.health().name().toLowerCase(Locale.ROOT);
        restarts = seen.restarts();
        if (phase == ContainerPhase.RUNNING) {
            address = seen.address();
            ports = Wire.write(seen.ports());
        } else {
            address = null;
            ports = "[]";
        }
        if (seen.exitCode() != null) {
            exitCode = seen.exitCode();
        }
        noteTimes(before, now);
        return before != phase || !beforeDetails.equals(health + address + ports + restarts + exitCode);
    }

    void enter(ContainerPhase next, Instant now) {
        ContainerPhase before = phase;
        phase = next;
        if (next != ContainerPhase.RUNNING) {
            address = null;
            ports = "[]";
        }
        noteTimes(before, now);
    }

    private void noteTimes(ContainerPhase before, Instant now) {
        if (before == phase) {
            return;
        }
        phaseSince = now;
        removedAt = null;
        switch (phase) {
            case RUNNING -> startedAt = now;
            case STOPPED -> stoppedAt = now;
            case REMOVED -> removedAt = now;
            case PLANNED, CREATED -> {}
        }
    }

    ContainerState state() {
        return switch (phase) {
            case PLANNED, CREATED -> ContainerState.STARTING;
            case RUNNING -> {
                if (gate == ContainerGate.WAITING) {
                    yield ContainerState.STARTING;
                }
                yield health.equals("unhealthy") ? ContainerState.UNHEALTHY : ContainerState.RUNNING;
            }
            case STOPPED -> ContainerState.STOPPED;
            case REMOVED -> ContainerState.TERMINATED;
        };
    }

    List<PortBinding> readPorts() {
        return List.of(Wire.read(ports, PortBinding[].class));
    }

    List<EnvironmentVariable> readEnvironment() {
        return List.of(Wire.read(environment, EnvironmentVariable[].class));
    }

    ContainerRecord row() {
        return new ContainerRecord(
                id,
                serviceId,
                teamId,
                nodeId,
                deploymentId,
                revisionId,
                slot,
                attempt,
                name,
                phase,
                gate,
                failure,
                exitCode,
                stoppedOnPurpose,
                writtenOff,
                displaced,
                drainingSince,
                drainUntil,
                address,
                startedAt,
                readEnvironment());
    }
}
