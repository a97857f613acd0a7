package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs and answers them. Jobs of one container run one after another, in the order in which they came; a stop or a
 * removal ends the waits that stand before it. A job that is asked for twice runs once and answers both; one that a later one
 * has overtaken on its way is refused.
 *
 * <p>Nothing here blocks: work runs on the given executor, and only the engine and the pause take time. A simulator decides
 * both.
 */
public final class JobExecutor {

    private static final int ANSWERS_KEPT = 500;

    private final JobRunner runner;
    private final Executor executor;
    private final Object lock = new Object();
    private final Map<UUID, Ticket> open = new HashMap<>();
    private final Map<String, Deque<Ticket>> lines = new HashMap<>();
    private final Map<UUID, JobOutcome> answered = new LinkedHashMap<>();
    private final Orders orders = new Orders();

    /**
     * @param installation whose containers, volumes and networks may be touched
     * @param executor runs each job to its end, on a thread of its own
     */
    public JobExecutor(
            Engine engine,
            UUID installation,
            VolumeEpochs epochs,
            Probe probe,
            InstantSource clock,
            Pause pause,
            Executor executor) {
        this.runner = new JobRunner(engine, installation, epochs, probe, clock, pause);
        this.executor = executor;
    }

    /**
     * @param order jobs of a container older than one that has come before are refused; 0 if order does not matter
     * @param answer called once, on the thread that runs the job, or at once if the answer is known
     */
    public void submit(UUID id, Job job, long order, Consumer<JobOutcome> answer) {
        JobOutcome known;
        Ticket next = null;
        synchronized (lock) {
            known = answered.get(id);
            if (known == null && !open.containsKey(id)) {
                known = refusal(id, job, order);
            }
            if (known == null) {
                next = takeIn(id, job, answer);
            }
        }
        if (known != null) {
            answer.accept(known);
        } else if (next != null) {
            begin(next);
        }
    }

    /** Has what shares a network run where its holder runs: engines do not see to that. Throws as engines do. */
    public void lookAfterHolders() {
        runner.lookAfterHolders();
    }

    /** @return null if the job is to be done */
    private @Nullable JobOutcome refusal(UUID id, Job job, long order) {
        String container = containerOf(job);
        if (container == null || orders.inOrder(container, order)) {
            return null;
        }
        JobOutcome outdated = new JobOutcome.Failed(
                FailureCode.OUTDATED, "A later job of the container " + container + " has come before this one.", null);
        remember(id, job, outdated);
        return outdated;
    }

    /** @return the ticket if it is its turn at once */
    private @Nullable Ticket takeIn(UUID id, Job job, Consumer<JobOutcome> answer) {
        Ticket present = open.get(id);
        if (present != null) {
            present.answers.add(answer);
            return null;
        }
        Ticket ticket = new Ticket(id, job);
        ticket.answers.add(answer);
        open.put(id, ticket);
        String lineOf = lineOf(job);
        if (lineOf == null) {
            return ticket;
        }
        Deque<Ticket> line = lines.computeIfAbsent(lineOf, _ -> new ArrayDeque<>());
        if (job instanceof Job.StopContainer || job instanceof Job.RemoveContainer) {
            line.forEach(waiting -> waiting.interruption.request());
        }
        if (job instanceof Job.ConfigureBalancer) {
            replaceWaiting(line);
        }
        line.add(ticket);
        return line.size() == 1 ? ticket : null;
    }

    /** What a balancer was to be a while ago, and did not come to be, need not be caught up with. */
    private void replaceWaiting(Deque<Ticket> line) {
        List<Ticket> waiting = line.stream().skip(1).toList();
        JobOutcome outdated = new JobOutcome.Failed(
                FailureCode.OUTDATED, "The balancer has been asked for something newer since.", null);
        for (Ticket replaced : waiting) {
            line.remove(replaced);
            open.remove(replaced.id);
            executor.execute(() -> replaced.answers.forEach(answer -> answer.accept(outdated)));
        }
    }

    private void begin(Ticket ticket) {
        executor.execute(() -> finish(ticket, runner.run(ticket.job, ticket.interruption)));
    }

    private void finish(Ticket ticket, JobOutcome outcome) {
        List<Consumer<JobOutcome>> answers;
        Ticket next;
        synchronized (lock) {
            open.remove(ticket.id);
            remember(ticket.id, ticket.job, outcome);
            answers = List.copyOf(ticket.answers);
            next = leaveLine(ticket);
        }
        try {
            answers.forEach(answer -> answer.accept(outcome));
        } finally {
            if (next != null) {
                begin(next);
            }
        }
    }

    /** An engine that did not answer says nothing about the job: asked again, it is tried again. */
    private void remember(UUID id, Job job, JobOutcome outcome) {
        // A balancer is asked again and again, never for the same: its answers would drive out those that count.
        if (job instanceof Job.ConfigureBalancer) {
            return;
        }
        if (outcome instanceof JobOutcome.Failed failed && failed.code() == FailureCode.ENGINE_UNREACHABLE) {
            return;
        }
        answered.put(id, outcome);
        if (answered.size() > ANSWERS_KEPT) {
            answered.remove(answered.keySet().iterator().next());
        }
    }

    private @Nullable Ticket leaveLine(Ticket ticket) {
        String lineOf = lineOf(ticket.job);
        Deque<Ticket> line = lineOf == null ? null : lines.get(lineOf);
        if (line == null) {
            return null;
        }
        line.remove(ticket);
        if (line.isEmpty()) {
            lines.remove(lineOf);
        }
        return line.peek();
    }

    /**
     * Jobs that bring or take an image stand in line like those of a container: so each tells truly what it did. Those of a
     * balancer have a line beside that of its container, whose waits they neither end nor sit out.
     */
    private static @Nullable String lineOf(Job job) {
        return switch (job) {
            case Job.PullImage pull -> ImageJobs.runnableName(pull.image());
            case Job.RemoveImage remove -> ImageJobs.runnableName(remove.image());
            case Job.ConfigureBalancer configure -> "balancer of " + configure.containerName();
            case Job.ResolveImage _, Job.InspectImages _, Job.CheckRegistry _ -> null;
            case Job.CreateContainer _,
                    Job.StartContainer _,
                    Job.AwaitHealthy _,
                    Job.StopContainer _,
                    Job.RemoveContainer _ -> containerOf(job);
        };
    }

    private static @Nullable String containerOf(Job job) {
        return switch (job) {
            case Job.ResolveImage _,
                    Job.PullImage _,
                    Job.InspectImages _,
                    Job.CheckRegistry _,
                    Job.RemoveImage _,
                    Job.ConfigureBalancer _ -> null;
            case Job.CreateContainer create -> create.spec().name();
            case Job.StartContainer start -> start.containerName();
            case Job.AwaitHealthy await -> await.containerName();
            case Job.StopContainer stop -> stop.containerName();
            case Job.RemoveContainer remove -> remove.containerName();
        };
    }

    /** A job on its way, with everybody who waits for its answer. */
    private static final class Ticket {

        private final UUID id;
        private final Job job;
        private final Interruption interruption = new Interruption();
        private final List<Consumer<JobOutcome>> answers = new ArrayList<>();

        Ticket(UUID id, Job job) {
            this.id = id;
            this.job = job;
        }
    }
}
