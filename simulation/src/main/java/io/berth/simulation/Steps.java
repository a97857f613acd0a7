package io.berth.simulation;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Drain;
import io.berth.backend.deployments.rollout.Step;
import io.berth.backend.deployments.run.JobKind;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.JobRow;
import io.berth.simulation.Tables.JobState;
import io.berth.simulation.Tables.NodeRow;
import io.berth.simulation.Tables.RevisionRow;
import io.berth.simulation.Tables.VolumeRow;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the planner's steps into rows, as the real store does. */
final class Steps {

    private final Tables tables;
    private final Ids ids;
    private final Invariants invariants;
    private final Trace trace;
    private long lastOrder;

    Steps(Tables tables, Ids ids, Invariants invariants, Trace trace) {
        this.tables = tables;
        this.ids = ids;
        this.invariants = invariants;
        this.trace = trace;
    }

    /** The job that the step asks for, if it is one that an agent takes. */
    Optional<JobRow> record(DeploymentRow d, Step step, Instant now) {
        return switch (step) {
            case Step.Asked asked -> Optional.of(ask(d, asked, now));
            case Step.Recorded recorded -> {
                carryOut(d, recorded, now);
                yield Optional.empty();
            }
        };
    }

    private JobRow ask(DeploymentRow d, Step.Asked step, Instant now) {
        return switch (step) {
            case Step.ResolveImage(UUID node) -> job(d, node(node), null, JobKind.RESOLVE, false, now);
            case Step.PullImage(UUID node) -> job(d, node(node), null, JobKind.PULL, false, now);
            case Step.CreateContainer(UUID id) -> ofContainer(d, container(id), JobKind.CREATE, false, now);
            case Step.StartContainer(UUID id, boolean first) -> {
                ContainerRow c = container(id);
                c.gate = ContainerGate.WAITING;
                c.failure = null;
                c.stoppedOnPurpose = false;
                c.drain = null;
                Answers.volumesMade(c);
                yield ofContainer(d, c, JobKind.START, first, now);
            }
            case Step.AwaitHealthy(UUID id) -> ofContainer(d, container(id), JobKind.AWAIT, false, now);
            case Step.StopContainer(UUID id) -> {
                ContainerRow c = container(id);
                invariants.stopAsked(d, c);
                c.stoppedOnPurpose = true;
                yield ofContainer(d, c, JobKind.STOP, false, now);
            }
            case Step.RemoveContainer(UUID id) -> ofContainer(d, container(id), JobKind.REMOVE, false, now);
        };
    }

    private JobRow ofContainer(DeploymentRow d, ContainerRow c, JobKind kind, boolean first, Instant now) {
        return job(d, c.node, c, kind, first, now);
    }

    private JobRow job(
            DeploymentRow d, NodeRow node, @Nullable ContainerRow c, JobKind kind, boolean first, Instant now) {
        RevisionRow revision = c == null ? d.revision : c.revision;
        Instant deadline = now.plus(kind.patience(revision.definition.health()));
        JobRow job = new JobRow(ids.next(), ++lastOrder, d, node, c, kind, first, now, deadline);
        tables.jobs.put(job.id, job);
        d.jobs.add(job);
        if (c != null) {
            c.jobs.add(job);
        }
        trace.note(
                "decided",
                kind.name(),
                () -> "%s for %s, order %d on %s".formatted(job.object(), d.label(), job.order, node.name));
        return job;
    }

    private void carryOut(DeploymentRow d, Step.Recorded step, Instant now) {
        trace.note("recorded", d.service.name, () -> d.label() + ": " + step);
        switch (step) {
            case Step.PlanContainer plan -> plan(d, plan, now);
            case Step.DrainContainer(UUID id, Instant until) -> container(id).drain = new Drain(now, until);
            case Step.ServeAgain(UUID id) -> container(id).drain = null;
            case Step.GiveUpSlot(int slot, String why) -> {
                d.givenUp.put(slot, why);
                d.service
                        .present()
                        .filter(c -> c.deployment == d && c.slot == slot)
                        .forEach(c -> c.writtenOff = true);
            }
            case Step.Pause(String why) -> {
                d.state = DeploymentState.PAUSED;
                d.paused = why;
                d.message = null;
            }
            case Step.GoBack(String why) -> turn(d, Course.BACK, why);
            case Step.Halt(String why) -> turn(d, Course.HALT, why);
            case Step.Finish(DeploymentState state, String message) -> finish(d, state, message);
        }
    }

    private void plan(DeploymentRow d, Step.PlanContainer plan, Instant now) {
        RevisionRow revision = d.service.revision(plan.revision());
        int attempt = d.attempts.merge(plan.slot(), 1, Integer::sum);
        reserve(d, revision, plan);
        d.service.volumesOf(plan.slot()).forEach(v -> v.epoch++);
        String name = d.service.name + "-" + plan.slot() + "." + d.id.toString().substring(0, 8);
        ContainerRow container = new ContainerRow(
                ids.next(),
                d,
                node(plan.node()),
                revision,
                plan.slot(),
                attempt,
                attempt == 1 ? name : name + "." + attempt,
                now);
        invariants.planned(container);
        tables.containers.put(container.id, container);
        d.service.containers.add(container);
    }

    private void reserve(DeploymentRow d, RevisionRow revision, Step.PlanContainer plan) {
        Set<String> known =
                d.service.volumesOf(plan.slot()).stream().map(v -> v.path).collect(Collectors.toSet());
        for (String path : Situations.paths(revision)) {
            if (!known.contains(path)) {
                d.service.volumes.add(new VolumeRow(ids.next(), plan.slot(), path, node(plan.node())));
            }
        }
    }

    /** What waits is not wanted any more, but for what must be known to be gone. */
    private void turn(DeploymentRow d, Course course, String why) {
        d.course = course;
        d.turned = why;
        d.message = null;
        d.paused = null;
        d.state = DeploymentState.RUNNING;
        d.waiting().filter(j -> !j.kind.outlivesTurn()).forEach(j -> j.state = JobState.ABANDONED);
    }

    void finish(DeploymentRow d, DeploymentState state, String message) {
        d.state = state;
        d.message = message;
        d.paused = null;
        d.waitingFor = null;
        d.wakeAt = null;
        d.waiting().toList().forEach(Steps::abandon);
        if (state == DeploymentState.SUCCEEDED) {
            succeeded(d);
        }
        invariants.finished(d);
    }

    /** A stop that nobody waits for any more may never happen: the next deployment has to ask for it anew. */
    private static void abandon(JobRow job) {
        job.state = JobState.ABANDONED;
        if (job.kind == JobKind.STOP && job.container != null) {
            job.container.stoppedOnPurpose = false;
        }
    }

    private static void succeeded(DeploymentRow d) {
        switch (d.operation) {
            case DEPLOY, ROLLBACK, PROMOTE -> {
                if (d.onlySlots.isEmpty()) {
                    d.service.deployedRevision = d.revision.number;
                    d.revision.succeeded = true;
                    if (d.operation == Operation.ROLLBACK) {
                        d.service.latestRevision = d.revision.number;
                    }
                }
            }
            case TERMINATE -> d.service.terminated = true;
            case SCALE, START -> {
                if (d.onlySlots.isEmpty() && d.service.deployedRevision == null && d.revision.image != null) {
                    d.service.deployedRevision = d.revision.number;
                    d.revision.succeeded = true;
                }
            }
            case STOP, RESTART, DESTROY, CANARY, ABORT -> {}
        }
    }

    private NodeRow node(UUID id) {
        NodeRow node = tables.nodes.get(id);
        if (node == null) {
            throw new Violation("steps name what exists", "no node " + id);
        }
        return node;
    }

    private ContainerRow container(UUID id) {
        ContainerRow container = tables.containers.get(id);
        if (container == null || container.phase == ContainerPhase.REMOVED) {
            throw new Violation("steps name what exists", "no container " + id);
        }
        return container;
    }
}
