package io.berth.backend.balancing;

import io.berth.backend.audit.Changed;
import io.berth.backend.balancing.certificates.CertificatesChanged;
import io.berth.backend.nodes.AgentAnswer;
import io.berth.backend.nodes.AgentConnected;
import io.berth.backend.nodes.AgentQuestions;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has every balancer run what it is to run: at once when something changes, again and again while something is on its way, and
 * now and then to see what has become of it. Whatever gets lost is made up for by the next look. Each balancer is asked one thing
 * at a time; a replica of the control plane asks those whose agents are linked to it.
 */
@Component
class BalancerWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BalancerWatch.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration FORGET_REMOVED = Duration.ofMinutes(1);
    private static final Duration LOOK_FOR_NEW_ONES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<UUID, Instant> due = new ConcurrentHashMap<>();
    private final Set<UUID> asked = ConcurrentHashMap.newKeySet();
    private final Set<UUID> poked = ConcurrentHashMap.newKeySet();
    private final BalancerRows rows;
    private final BalancerPlans plans;
    private final BalancerAnswers answers;
    private final AgentQuestions questions;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    private volatile boolean running;
    private volatile boolean lookAgain;
    private volatile List<RunningBalancer> balancers = List.of();
    private final Semaphore news = new Semaphore(0);
    private Instant looked = Instant.EPOCH;
    private Instant forgot = Instant.EPOCH;

    BalancerWatch(
            BalancerRows rows,
            BalancerPlans plans,
            BalancerAnswers answers,
            AgentQuestions questions,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.plans = plans;
        this.answers = answers;
        this.questions = questions;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("balancers").start(this::watch);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Containers have come, gone or been told to drain. */
    @TransactionalEventListener
    void on(Changed changed) {
        if (changed.teamId() == null || !changed.topic().startsWith("service-")) {
            return;
        }
        lookAgain = true;
        // What a balancer says of itself is no reason to ask it again.
        if (balancers.stream().noneMatch(b -> changed.topic().equals("service-" + b.service()))) {
            poked.add(changed.teamId());
            news.release();
        }
    }

    @TransactionalEventListener
    void on(CertificatesChanged changed) {
        poked.add(changed.team());
    }

    @EventListener
    void on(AgentConnected connected) {
        lookAgain = true;
        due.clear();
        news.release();
    }

    private void watch() {
        while (running) {
            try {
                tick();
            } catch (RuntimeException e) {
                LOG.warn("Balancers could not be looked after; it is tried again", e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (news.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void tick() {
        Instant now = clock.instant();
        if (lookAgain || looked.plus(LOOK_FOR_NEW_ONES).isBefore(now)) {
            lookAgain = false;
            looked = now;
            balancers = List.copyOf(transaction.execute(_ -> running()));
            due.keySet()
                    .retainAll(
                            balancers.stream().map(RunningBalancer::container).toList());
        }
        Set<UUID> teams = Set.copyOf(poked);
        poked.removeAll(teams);
        for (RunningBalancer balancer : balancers) {
            boolean isDue = teams.contains(balancer.team())
                    || !due.getOrDefault(balancer.container(), Instant.EPOCH).isAfter(now);
            if (isDue && !asked.add(balancer.container())) {
                due.put(balancer.container(), now);
            } else if (isDue) {
                Thread.ofVirtual().name("balancer-" + balancer.engineName()).start(() -> look(balancer));
            }
        }
    }

    private List<RunningBalancer> running() {
        if (forgot.plus(FORGET_REMOVED).isBefore(looked)) {
            rows.forgetRemoved();
            forgot = looked;
        }
        return rows.running().stream().filter(b -> !b.stopping()).toList();
    }

    private void look(RunningBalancer balancer) {
        due.put(balancer.container(), clock.instant().plus(BalancerAnswers.NOW_AND_THEN));
        try {
            PlannedSetup planned = planned(balancer);
            AgentAnswer answer = questions
                    .ask(balancer.node(), new Job.ConfigureBalancer(balancer.engineName(), planned.setup()), PATIENCE)
                    .join();
            askAgainIn(taken(balancer, planned, answer), balancer);
        } catch (RuntimeException e) {
            LOG.warn("Balancer {} could not be looked after; it is tried again", balancer.engineName(), e);
        } finally {
            asked.remove(balancer.container());
            if (!due.getOrDefault(balancer.container(), Instant.EPOCH).isAfter(clock.instant())) {
                news.release();
            }
        }
    }

    /** Why nothing can be planned is shown where people look for it. */
    private PlannedSetup planned(RunningBalancer balancer) {
        try {
            return plans.plan(balancer.container());
        } catch (RuntimeException e) {
            answers.unplanned(balancer, "What it is to run could not be found out: " + e.getMessage());
            throw e;
        }
    }

    /** What was due meanwhile stays due. */
    private void askAgainIn(Duration pause, RunningBalancer balancer) {
        due.merge(balancer.container(), clock.instant().plus(pause), (one, other) -> one.isBefore(other) ? one : other);
    }

    private Duration taken(RunningBalancer balancer, PlannedSetup planned, AgentAnswer answer) {
        return switch (answer) {
            case AgentAnswer.Said(JobResult.BalancerConfigured configured) ->
                answers.configured(balancer, planned, configured);
            case AgentAnswer.Said(var other) ->
                throw new IllegalStateException("not an answer of a balancer: " + other);
            case AgentAnswer.Failed(var _, String message) -> {
                answers.refused(balancer, planned, message);
                yield BalancerAnswers.NOW_AND_THEN;
            }
            // An agent that is away is asked again when it is back.
            case AgentAnswer.Silence _ -> BalancerAnswers.NOW_AND_THEN;
        };
    }
}
