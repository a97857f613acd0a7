package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Decision;
import io.berth.backend.deployments.rollout.RolloutPlanner;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.deployments.run.Patience;
import io.berth.backend.deployments.run.RolloutStore;
import io.berth.backend.services.ServiceProgress;
import io.berth.protocol.JobOutcome;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The store on PostgreSQL. The service's row is held for as long as one of its deployments is changed. */
@Component
@Transactional
class JpaRolloutStore implements RolloutStore {

    /** More rounds than any deployment needs between two answers. */
    private static final int MOST_ROUNDS = 1000;

    private final DeploymentRepository deployments;
    private final JobRepository jobs;
    private final ServiceProgress progress;
    private final Queue queue;
    private final DeploymentLedger ledger;
    private final SituationLoader situations;
    private final StepRecorder steps;
    private final AnswerRecorder answers;
    private final Overdue overdue;
    private final JobAssembler assembler;
    private final TimeLine timeLine;
    private final EntityManager entities;
    private final InstantSource clock;

    JpaRolloutStore(
            DeploymentRepository deployments,
            JobRepository jobs,
            ServiceProgress progress,
            Queue queue,
            DeploymentLedger ledger,
            SituationLoader situations,
            StepRecorder steps,
            AnswerRecorder answers,
            Overdue overdue,
            JobAssembler assembler,
            TimeLine timeLine,
            EntityManager entities,
            InstantSource clock) {
        this.deployments = deployments;
        this.jobs = jobs;
        this.progress = progress;
        this.queue = queue;
        this.ledger = ledger;
        this.situations = situations;
        this.steps = steps;
        this.answers = answers;
        this.overdue = overdue;
        this.assembler = assembler;
        this.timeLine = timeLine;
        this.entities = entities;
        this.clock = clock;
    }

    @Override
    public Round round(UUID id, Function<Situation, Decision> planner) {
        DeploymentEntity deployment = hold(id);
        if (deployment.state.ended() || !queue.begin(deployment)) {
            return Round.NOTHING;
        }
        List<JobEntity> ofDeployment = new ArrayList<>(jobs.findByDeploymentIdOrderByDecided(id));
        List<UUID> ask = ofDeployment.stream()
                .filter(j -> j.state == JobState.WAITING)
                .filter(j -> Patience.askAgain(j.createdAt, j.sentAt, clock.instant()))
                .map(j -> j.id)
                .collect(ArrayList::new, List::add, List::addAll);
        overdue.fail(deployment, ofDeployment);
        for (int turn = 0; turn < MOST_ROUNDS && !deployment.state.ended(); turn++) {
            Situation situation = situations.load(deployment, ofDeployment);
            Decision decision = planner.apply(situation);
            for (Step step : decision.steps()) {
                steps.record(deployment, situation, ofDeployment, step).ifPresent(job -> {
                    ofDeployment.add(job);
                    ask.add(job.id);
                });
            }
            note(deployment, decision, RolloutPlanner.progress(situation));
            entities.flush();
            if (!StepRecorder.needsNoAnswer(decision.steps())) {
                break;
            }
        }
        return deployment.state.ended() ? new Round(List.of(), next(deployment)) : new Round(ask, null);
    }

    private void note(DeploymentEntity deployment, Decision decision, RolloutPlanner.Progress progressed) {
        if (deployment.state.ended()) {
            return;
        }
        boolean news = deployment.doneSlots != progressed.done()
                || deployment.totalSlots != progressed.total()
                || !Objects.equals(deployment.waitingFor, decision.waitingFor());
        deployment.doneSlots = progressed.done();
        deployment.totalSlots = progressed.total();
        deployment.waitingFor = decision.waitingFor();
        deployment.wakeAt = Patience.wakeAt(decision.wakeAt(), clock.instant());
        if (news) {
            timeLine.changed(deployment);
        }
    }

    /** The next in the queue, or what is to be removed now that nothing else is at work. */
    private @Nullable UUID next(DeploymentEntity ended) {
        Optional<UUID> queued = queue.first(ended.serviceId).map(d -> d.id);
        // One that could not remove what has ended is not asked for again at once, and again.
        boolean hopeless = ended.operation == Operation.DESTROY && ended.state != DeploymentState.SUCCEEDED;
        return queued.or(() -> hopeless ? Optional.empty() : ledger.openAutodestroy(ended.teamId, ended.serviceId))
                .orElse(null);
    }

    @Override
    @Transactional(readOnly = true)
    public List<UUID> due(Instant now) {
        return deployments.due(now);
    }

    @Override
    @Transactional(readOnly = true)
    public List<UUID> unanswered(UUID node) {
        return jobs.findByNodeIdAndStateOrderByDecided(node, JobState.WAITING).stream()
                .map(j -> j.id)
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Assignment> assignment(UUID jobId) {
        return jobs.findById(jobId)
                .filter(j -> j.state == JobState.WAITING)
                .map(j -> new Assignment(j.nodeId, assembler.assemble(j, require(j.deploymentId)), j.decided));
    }

    @Override
    public void sent(UUID jobId, Instant at) {
        jobs.findById(jobId).filter(j -> j.state == JobState.WAITING).ifPresent(j -> j.sentAt = at);
    }

    @Override
    public Optional<UUID> answered(UUID node, UUID jobId, JobOutcome outcome) {
        return jobs.findById(jobId).filter(j -> j.nodeId.equals(node)).flatMap(found -> {
            DeploymentEntity deployment = hold(found.deploymentId);
            JobEntity job = jobs.getReferenceById(jobId);
            entities.refresh(job);
            if (job.state != JobState.WAITING) {
                return Optional.empty();
            }
            answers.record(deployment, job, outcome);
            deployment.wakeAt = clock.instant();
            return Optional.of(deployment.id);
        });
    }

    /** The service is held before its deployment is read, so that what is read is what is changed. */
    private DeploymentEntity hold(UUID id) {
        DeploymentEntity deployment = require(id);
        progress.hold(deployment.serviceId);
        entities.refresh(deployment);
        return deployment;
    }

    private DeploymentEntity require(UUID id) {
        return deployments.findById(id).orElseThrow(() -> new IllegalStateException("no deployment " + id));
    }
}
