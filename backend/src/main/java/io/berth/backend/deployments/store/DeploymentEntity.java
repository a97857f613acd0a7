package io.berth.backend.deployments.store;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.run.BaselineSlot;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.protocol.Wire;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "deployment")
class DeploymentEntity {

    @Id
    UUID id;

    UUID serviceId;
    UUID teamId;
    int number;

    @Enumerated(EnumType.STRING)
    Operation operation;

    UUID revisionId;

    @Nullable
    UUID fromRevisionId;

    int targetCount;

    @Enumerated(EnumType.STRING)
    DeploymentState state;

    @Enumerated(EnumType.STRING)
    Course course;

    @Nullable
    String turned;

    @Nullable
    String paused;

    @Nullable
    String rollBackRequested;

    @JdbcTypeCode(SqlTypes.JSON)
    String rollout;

    /** Whether somebody chose the strategy; otherwise it is that of the revision, as soon as it is known. */
    boolean rolloutChosen;

    @JdbcTypeCode(SqlTypes.JSON)
    String onlySlots;

    @JdbcTypeCode(SqlTypes.JSON)
    String givenUp;

    @Nullable
    String waitingFor;

    /** While it runs: a failed step that was not yet reacted to. In the end: how it ended. */
    @Nullable
    String message;

    @JdbcTypeCode(SqlTypes.JSON)
    String baseline;

    int doneSlots;
    int totalSlots;

    @Nullable
    UUID requestedBy;

    String requestedAs;

    @Nullable
    String requestKey;

    @Nullable
    String cancelRequested;

    Instant createdAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    Instant wakeAt;

    @SuppressWarnings("NullAway.Init")
    protected DeploymentEntity() {}

    DeploymentEntity(
            UUID id,
            UUID serviceId,
            UUID teamId,
            int number,
            Operation operation,
            UUID revisionId,
            int targetCount,
            Set<Integer> onlySlots,
            Instant now) {
        this.id = id;
        this.serviceId = serviceId;
        this.teamId = teamId;
        this.number = number;
        this.operation = operation;
        this.revisionId = revisionId;
        this.targetCount = targetCount;
        this.baseline = "[]";
        this.state = DeploymentState.QUEUED;
        this.course = Course.FORWARD;
        this.rollout = Wire.write(Rollout.DEFAULT);
        this.onlySlots = Wire.write(new TreeSet<>(onlySlots));
        this.givenUp = "{}";
        this.requestedAs = "";
        this.createdAt = now;
        this.wakeAt = now;
    }

    boolean queued() {
        return state == DeploymentState.QUEUED;
    }

    List<BaselineSlot> readBaseline() {
        return List.of(Wire.read(baseline, BaselineSlot[].class));
    }

    Rollout readRollout() {
        return Wire.read(rollout, Rollout.class);
    }

    void choose(Rollout strategy) {
        rollout = Wire.write(strategy);
        rolloutChosen = true;
    }

    /** Empty means all. */
    Set<Integer> readOnlySlots() {
        return Set.of(Wire.read(onlySlots, Integer[].class));
    }

    Map<Integer, String> readGivenUp() {
        return Wire.read(givenUp, GivenUp.class);
    }

    void giveUp(int slot, String why) {
        GivenUp all = Wire.read(givenUp, GivenUp.class);
        all.put(slot, why);
        givenUp = Wire.write(all);
    }

    void turn(Course next, String why) {
        course = next;
        turned = why;
        message = null;
        paused = null;
        state = DeploymentState.RUNNING;
    }

    /** By slot, why it was given up. */
    private static final class GivenUp extends TreeMap<Integer, String> {

        private static final long serialVersionUID = 1;
    }
}
