package io.berth.simulation;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Decision;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.deployments.run.BaselineSlot;
import io.berth.backend.deployments.run.Patience;
import io.berth.backend.deployments.run.RolloutStore;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.protocol.FailureCode;
import io.berth.protocol.JobOutcome;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.JobRow;
import io.berth.simulation.Tables.JobState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store, in memory. Nothing here pauses: each method is one transaction. */
final class MemoryStore implements RolloutStore {

    private static final int MOST_ROUNDS = 1000;

    private final Tables tables;
    private final Situations situations;
    private final Steps steps;
    private final Answers answers;
    private final Jobs jobs;
    private final Requests requests;
    private final InstantSource clock;

    MemoryStore(Tables tables, Steps steps, Answers answers, Jobs jobs, Requests requests, InstantSource clock) {
        this.tables = tables;
        this.situations = new Situations(tables);
        this.steps = steps;
        this.answers = answers;
        this.jobs = jobs;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public Round round(UUID id, Function<Situation, Decision> planner) {
        DeploymentRow d = require(id);
        Instant now = clock.instant();
        if (!begin(d, now)) {
            return Round.NOTHING;
        }
        failOverdue(d, now);
        List<UUID> asked = new ArrayList<>();
        int rounds = 0;
        while (!d.state.ended()) {
            if (++rounds > MOST_ROUNDS) {
                throw new Violation("a round ends", d.label() + " decides without end");
            }
            Decision decision = planner.apply(situations.load(d, now));
            for (Step step : decision.steps()) {
                steps.record(d, step, now).ifPresent(job -> asked.add(job.id));
            }
            if (!d.state.ended()) {
                d.waitingFor = decision.waitingFor();
                d.wakeAt = Patience.wakeAt(decision.wakeAt(), now);
            }
            if (decision.steps().stream().noneMatch(Step.Recorded.class::isInstance)) {
                break;
            }
        }
        if (d.state.ended()) {
            return new Round(List.of(), next(d));
        }
        d.waiting()
                .filter(j -> Patience.askAgain(j.created, j.sent, now) && !asked.contains(j.id))
                .forEach(j -> asked.add(j.id));
        return new Round(asked, null);
    }

    private @Nullable UUID next(DeploymentRow d) {
        Optional<DeploymentRow> queued = d.service.open().findFirst();
        // One that could not remove what has ended is not asked for again at once, and again.
        boolean hopeless = d.operation == Operation.DESTROY && d.state != DeploymentState.SUCCEEDED;
        return queued.or(() -> hopeless ? Optional.empty() : requests.destroyEnded(d.service))
                .map(other -> other.id)
                .orElse(null);
    }

    /** Whether it is its turn. */
    private boolean begin(DeploymentRow d, Instant now) {
        if (d.state != DeploymentState.QUEUED) {
            return !d.state.ended();
        }
        if (d.service.open().findFirst().orElse(d) != d) {
            return false;
        }
        d.state = DeploymentState.RUNNING;
        d.started = now;
        if (d.service.terminated) {
            steps.finish(d, DeploymentState.FAILED, d.service.name + " is terminated: there is nothing left to do.");
            return true;
        }
        d.baseline = BaselineSlot.of(d.service
                .present()
                .sorted(Comparator.<Tables.ContainerRow>comparingInt(c -> c.slot)
                        .thenComparing(c -> c.gate != ContainerGate.PASSED)
                        .thenComparing(c -> c.created, Comparator.reverseOrder()))
                .map(c -> new BaselineSlot(c.slot, c.revision.id, c.node.id, c.phase == ContainerPhase.RUNNING))
                .toList());
        if (!d.operation.replaces()) {
            d.revision = d.service.inForce();
        }
        d.rollout = d.wished == null ? d.revision.definition.rollout() : d.wished;
        return true;
    }

    private void failOverdue(DeploymentRow d, Instant now) {
        for (JobRow job : d.waiting().toList()) {
            job.deadline = Patience.deadline(
                    job.deadline,
                    job.kind.patience(
                            (job.container == null ? d.revision : job.container.revision).definition.health()),
                    job.node.ready,
                    job.sent,
                    now);
            if (job.deadline.isBefore(now)) {
                answers.failed(job, FailureCode.OVERDUE, job.kind.overdue(job.node.name, job.object()));
            }
        }
    }

    @Override
    public List<UUID> due(Instant now) {
        return tables.services.values().stream()
                .flatMap(s -> s.open().findFirst().stream())
                .filter(d -> d.wakeAt != null && !d.wakeAt.isAfter(now))
                .sorted(Comparator.comparing((DeploymentRow d) -> Objects.requireNonNull(d.wakeAt)))
                .map(d -> d.id)
                .toList();
    }

    @Override
    public List<UUID> unanswered(UUID node) {
        return tables.services.values().stream()
                .flatMap(s -> s.deployments.stream())
                .flatMap(DeploymentRow::waiting)
                .filter(j -> j.node.id.equals(node))
                .sorted(Comparator.comparingLong(j -> j.order))
                .map(j -> j.id)
                .toList();
    }

    @Override
    public Optional<Assignment> assignment(UUID id) {
        return Optional.ofNullable(tables.jobs.get(id))
                .filter(j -> j.state == JobState.WAITING)
                .map(j -> new Assignment(j.node.id, jobs.assemble(j), j.order));
    }

    @Override
    public void sent(UUID id, Instant at) {
        JobRow job = tables.jobs.get(id);
        if (job != null && job.state == JobState.WAITING) {
            job.sent = at;
        }
    }

    @Override
    public Optional<UUID> answered(UUID node, UUID id, JobOutcome outcome) {
        JobRow job = tables.jobs.get(id);
        if (job == null || !job.node.id.equals(node) || job.state != JobState.WAITING) {
            return Optional.empty();
        }
        answers.record(job, outcome);
        job.deployment.wakeAt = clock.instant();
        return Optional.of(job.deployment.id);
    }

    private DeploymentRow require(UUID id) {
        DeploymentRow d = tables.deployments.get(id);
        if (d == null) {
            throw new IllegalStateException("no deployment " + id);
        }
        return d;
    }
}
