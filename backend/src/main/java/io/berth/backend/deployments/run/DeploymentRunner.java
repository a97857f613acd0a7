package io.berth.backend.deployments.run;

import io.berth.backend.deployments.rollout.RolloutPlanner;
import io.berth.backend.deployments.run.RolloutStore.Round;
import io.berth.backend.nodes.AgentLink;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.JobOutcome;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves deployments on. Level-triggered: every call looks at where things stand, so a call too many does no harm and a
 * restart at any point goes on from there.
 */
public final class DeploymentRunner {

    private final RolloutStore store;
    private final AgentLink link;
    private final InstantSource clock;

    public DeploymentRunner(RolloutStore store, AgentLink link, InstantSource clock) {
        this.store = store;
        this.link = link;
        this.clock = clock;
    }

    /** One round of a deployment, and of those behind it whose turn it becomes. */
    public void poke(UUID deployment) {
        for (UUID next = deployment; next != null; ) {
            Round round = store.round(next, RolloutPlanner::next);
            each(round.ask(), this::send);
            next = round.next();
        }
    }

    /** A round of every deployment that is due, and once more the jobs that were sent and not answered for long. */
    public void sweep() {
        each(store.due(clock.instant()), this::poke);
    }

    /** A node has come back: what it was asked for and has not answered is asked for again. */
    public void connected(UUID node) {
        each(store.unanswered(node), this::send);
    }

    /** A node has answered a job. */
    public void answered(UUID node, UUID job, JobOutcome outcome) {
        store.answered(node, job, outcome).ifPresent(this::poke);
    }

    /** What goes wrong with one holds up no other, and is thrown when all have had their turn. */
    private static void each(List<UUID> ids, Consumer<UUID> action) {
        @Nullable RuntimeException first = null;
        for (UUID id : ids) {
            try {
                action.accept(id);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void send(UUID job) {
        store.assignment(job).ifPresent(assignment -> {
            ControlMessage message = new ControlMessage.RunJob(job, assignment.job(), assignment.order());
            if (link.send(assignment.node(), message)) {
                store.sent(job, clock.instant());
            }
        });
    }
}
