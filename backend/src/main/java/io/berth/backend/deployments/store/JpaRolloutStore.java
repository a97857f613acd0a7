package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.rollout.Decision;
import io.berth.backend.deployments.rollout.RolloutPlanner;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.deployments.run.RolloutStore;
import io.berth.backend.services.Services;
import io.berth.protocol.JobOutcome;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The store on PostgreSQL. The service's row is held for as long as one of its deployments is changed. */
@Component
@Transactional
class JpaRolloutStore implements RolloutStore {

    /** A deployment that waits is looked at this often, besides whenever an answer comes. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** A job without an answer is asked for again after this time: the agent does it once. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    /** More rounds than any deployment needs between two answers. */
    private static final int MOST_ROUNDS = 1000;

    private final DeploymentRepository deployments;
    private final JobRepository jobs;
    private final Services services;
    private final SituationLoader situations;
    private final StepRecorder steps;
    private final AnswerRecorder answers;
    private final JobAssembler assembler;
    private final TimeLine timeLine;
    private final EntityManager entities;
    private final InstantSource clock;

    JpaRolloutStore(
            DeploymentRepository deployments,
            JobRepository jobs,
            Services services,
            SituationLoader situations,
            StepRecorder steps,
            AnswerRecorder answers,
            JobAssembler assembler,
            TimeLine timeLine,
            EntityManager entities,
            InstantSource clock) {
        this.deployments = deployments;
        this.jobs = jobs;
        this.services = services;
        this.situations = situations;
        this.steps = steps;
        this.answers = answers;
        this.assembler = assembler;
        this.timeLine = timeLine;
        this.entities = entities;
        this.clock = clock;
    }

    @Override
    public List<UUID> round(UUID id, Function<Situation, Decision> planner) {
        DeploymentEntity deployment = hold(id);
        List<UUID> asked = new ArrayList<>();
        for (int round = 0; round < MOST_ROUNDS && !deployment.state.ended(); round++) {
            begin(deployment);
            Situation situation = situations.load(deployment);
            Decision decision = planner.apply(situation);
            for (Step step : decision.steps()) {
                steps.record(deployment, situation, step).ifPresent(asked::add);
            }
            note(deployment, decision, RolloutPlanner.progress(situation));
            if (!StepRecorder.needsNoAnswer(decision.steps())) {
                break;
            }
            entities.flush();
        }
        if (!deployment.state.ended()) {
            deployment.wakeAt = clock.instant().plus(LOOK_AGAIN);
            asked.addAll(overdue(deployment));
        }
        return asked;
    }

    private List<UUID> overdue(DeploymentEntity deployment) {
        Instant before = clock.instant().minus(ASK_AGAIN);
        return jobs.findByDeploymentId(deployment.id).stream()
                .filter(j -> j.state == JobState.WAITING && j.sentAt != null && j.sentAt.isBefore(before))
                .map(j -> j.id)
                .toList();
    }

    private void begin(DeploymentEntity deployment) {
        if (deployment.state == DeploymentState.QUEUED) {
            deployment.state = DeploymentState.RUNNING;
            deployment.startedAt = clock.instant();
        }
    }

    private void note(DeploymentEntity deployment, Decision decision, RolloutPlanner.Progress progress) {
        if (deployment.state.ended()) {
            return;
        }
        boolean news = deployment.doneSlots != progress.done()
                || deployment.totalSlots != progress.total()
                || !Objects.equals(deployment.waitingFor, decision.waitingFor());
        deployment.doneSlots = progress.done();
        deployment.totalSlots = progress.total();
        deployment.waitingFor = decision.waitingFor();
        if (news) {
            timeLine.changed(deployment);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<UUID> due(Instant now) {
        return deployments.due(now);
    }

    @Override
    @Transactional(readOnly = true)
    public List<UUID> unanswered(UUID node) {
        return jobs.findByNodeIdAndStateOrderByCreatedAt(node, JobState.WAITING).stream()
                .map(j -> j.id)
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Assignment> assignment(UUID jobId) {
        return jobs.findById(jobId)
                .filter(j -> j.state == JobState.WAITING)
                .map(j -> new Assignment(j.nodeId, assembler.assemble(j, require(j.deploymentId))));
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
        services.lockForDeployment(deployment.serviceId);
        entities.refresh(deployment);
        return deployment;
    }

    private DeploymentEntity require(UUID id) {
        return deployments.findById(id).orElseThrow(() -> new IllegalStateException("no deployment " + id));
    }
}
