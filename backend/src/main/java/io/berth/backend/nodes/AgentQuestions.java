package io.berth.backend.nodes;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks agents for what no deployment asks for. Nothing of it is written down: a question that gets lost is asked again by
 * whoever still wants to know.
 */
@Component
public class AgentQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(AgentQuestions.class);

    /** An answer comes on its link's thread, which whoever waits for it must not hold up. */
    private static final Executor ASIDE =
            work -> Thread.ofVirtual().name("agent-answer").start(work);

    private final Map<UUID, Open> open = new ConcurrentHashMap<>();
    private final AgentLink link;

    AgentQuestions(AgentLink link) {
        this.link = link;
    }

    private record Open(UUID node, CompletableFuture<AgentAnswer> answer) {}

    /** Never fails: whatever goes wrong is an answer too. */
    public CompletableFuture<AgentAnswer> ask(UUID node, Job job, Duration patience) {
        UUID id = UUID.randomUUID();
        CompletableFuture<AgentAnswer> answer = new CompletableFuture<>();
        open.put(id, new Open(node, answer));
        answer.completeOnTimeout(new AgentAnswer.Silence(), patience.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<AgentAnswer> closed = answer.whenComplete((_, _) -> open.remove(id));
        try {
            if (!link.send(node, new ControlMessage.RunJob(id, job, 0))) {
                answer.complete(new AgentAnswer.Silence());
            }
        } catch (RuntimeException e) {
            LOG.error("Agent {} could not be asked {}", node, job.getClass().getSimpleName(), e);
            answer.complete(new AgentAnswer.Failed(FailureCode.ENGINE_ERROR, "The agent could not be asked: " + e));
        }
        return closed.thenApplyAsync(said -> said, ASIDE);
    }

    @EventListener
    void on(AgentReported reported) {
        if (reported.message() instanceof AgentMessage.JobAnswer(UUID id, JobOutcome outcome)) {
            Open question = open.get(id);
            if (question != null && question.node().equals(reported.nodeId())) {
                question.answer().complete(answer(outcome));
            }
        }
    }

    @EventListener
    void on(AgentDisconnected gone) {
        open.values().stream()
                .filter(question -> question.node().equals(gone.nodeId()))
                .forEach(question -> question.answer().complete(new AgentAnswer.Silence()));
    }

    private static AgentAnswer answer(JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Done(var result) -> new AgentAnswer.Said(result);
            case JobOutcome.Failed failed -> new AgentAnswer.Failed(failed.code(), failed.message());
        };
    }
}
