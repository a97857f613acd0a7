package io.berth.backend.nodes;

import io.berth.protocol.DiskSpace;
import io.berth.protocol.NodeFacts;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Written column by column: a heartbeat must not undo the renewal of a certificate that happens at the same time. */
@Entity
@DynamicUpdate
@Table(name = "node")
class NodeEntity {

    @Id
    private UUID id;

    private @Nullable UUID teamId;
    private String name;
    private String address;
    private String certificateSerial;
    private @Nullable String renewedSerial;
    private boolean connected;
    private boolean engineAnswers;
    private String operatingSystem;
    private String kernel;
    private int cpus;
    private long memoryBytes;
    private String engineVersion;
    private String engineApiVersion;
    private String storageDriver;
    private String agentVersion;
    private Instant joinedAt;
    private @Nullable Instant lastSeenAt;
    private @Nullable Instant removedAt;
    private @Nullable Long diskTotalBytes;
    private @Nullable Long diskFreeBytes;

    NodeEntity(UUID id, @Nullable UUID teamId, String name, String certificateSerial, Instant joinedAt) {
        this.id = id;
        this.teamId = teamId;
        this.name = name;
        this.address = "";
        this.certificateSerial = certificateSerial;
        this.joinedAt = joinedAt;
        this.operatingSystem = "";
        this.kernel = "";
        this.engineVersion = "";
        this.engineApiVersion = "";
        this.storageDriver = "";
        this.agentVersion = "";
    }

    @SuppressWarnings("NullAway.Init") // filled in by Hibernate
    protected NodeEntity() {}

    UUID id() {
        return id;
    }

    @Nullable
    UUID teamId() {
        return teamId;
    }

    String name() {
        return name;
    }

    boolean engineAnswers() {
        return engineAnswers;
    }

    boolean notSeenSince(Instant time) {
        return lastSeenAt == null || lastSeenAt.isBefore(time);
    }

    boolean knowsSerial(String serial) {
        return serial.equals(certificateSerial) || serial.equals(renewedSerial);
    }

    /** The first use of a renewed certificate ends the one before. */
    void usedSerial(String serial) {
        if (serial.equals(renewedSerial)) {
            certificateSerial = serial;
            renewedSerial = null;
        }
    }

    void renew(String serial) {
        this.renewedSerial = serial;
    }

    void connected(NodeFacts facts, String agent, Instant now) {
        this.connected = true;
        this.engineAnswers = !facts.engineVersion().isEmpty();
        this.address = facts.address();
        this.operatingSystem = facts.operatingSystem();
        this.kernel = facts.kernel();
        this.cpus = facts.cpus();
        this.memoryBytes = facts.memoryBytes();
        this.engineVersion = facts.engineVersion();
        this.engineApiVersion = facts.engineApiVersion();
        this.storageDriver = facts.storageDriver();
        this.agentVersion = agent;
        this.lastSeenAt = now;
    }

    void disconnected() {
        this.connected = false;
    }

    @Nullable
    DiskSpace disk() {
        return diskTotalBytes == null || diskFreeBytes == null ? null : new DiskSpace(diskTotalBytes, diskFreeBytes);
    }

    void seen(boolean answers, @Nullable DiskSpace disk, Instant now) {
        this.engineAnswers = answers;
        this.diskTotalBytes = disk == null ? null : disk.totalBytes();
        this.diskFreeBytes = disk == null ? null : disk.freeBytes();
        this.lastSeenAt = now;
    }

    void remove(Instant now) {
        this.removedAt = now;
        this.connected = false;
    }

    NodeState state() {
        return connected && engineAnswers ? NodeState.READY : NodeState.UNREACHABLE;
    }

    Node asNode() {
        return new Node(
                id,
                teamId,
                name,
                address,
                state(),
                engineVersion,
                engineApiVersion,
                operatingSystem,
                kernel,
                cpus,
                memoryBytes,
                storageDriver,
                agentVersion,
                lastSeenAt,
                joinedAt,
                disk());
    }
}
