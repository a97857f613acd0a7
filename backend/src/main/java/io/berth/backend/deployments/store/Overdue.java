package io.berth.backend.deployments.store;

import io.berth.backend.deployments.run.Patience;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.nodes.Nodes;
import io.berth.protocol.FailureCode;
import io.berth.protocol.JobOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fails jobs whose node is there and does not answer, as if the agent had said so. */
@Component
class Overdue {

    private final Nodes nodes;
    private final JobDescriptions descriptions;
    private final AnswerRecorder answers;
    private final InstantSource clock;

    Overdue(Nodes nodes, JobDescriptions descriptions, AnswerRecorder answers, InstantSource clock) {
        this.nodes = nodes;
        this.descriptions = descriptions;
        this.answers = answers;
        this.clock = clock;
    }

    void fail(DeploymentEntity deployment, List<JobEntity> jobs) {
        List<JobEntity> waiting =
                jobs.stream().filter(j -> j.state == JobState.WAITING).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, Node> known =
                nodes.visibleTo(deployment.teamId).stream().collect(Collectors.toMap(Node::id, Function.identity()));
        Instant now = clock.instant();
        for (JobEntity job : waiting) {
            @Nullable Node node = known.get(job.nodeId);
            boolean ready = node != null && node.state() == NodeState.READY;
            job.deadline =
                    Patience.deadline(job.deadline, descriptions.patience(job, deployment), ready, job.sentAt, now);
            if (node != null && ready && job.deadline.isBefore(now)) {
                String words = job.kind.overdue(node.name(), descriptions.object(job, deployment));
                answers.record(deployment, job, new JobOutcome.Failed(FailureCode.OVERDUE, words, null));
            }
        }
    }
}
