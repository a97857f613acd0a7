package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentDetails.OpenStep;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Services;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a job is about, in words and in time. */
@Component
class JobDescriptions {

    private final JobRepository jobs;
    private final Services services;
    private final Nodes nodes;

    JobDescriptions(JobRepository jobs, Services services, Nodes nodes) {
        this.jobs = jobs;
        this.services = services;
        this.nodes = nodes;
    }

    /** What agents have been asked for and have not answered. */
    List<OpenStep> open(DeploymentEntity deployment) {
        return jobs.findByDeploymentIdAndStateOrderByDecided(deployment.id, JobState.WAITING).stream()
                .map(job -> new OpenStep(
                        job.kind.told(object(job, deployment)), node(job.nodeId), job.createdAt, job.deadline))
                .toList();
    }

    private String node(UUID id) {
        return nodes.byId(id).map(Node::name).orElse("that was removed");
    }

    /** The container or the image. */
    String object(JobEntity job, DeploymentEntity deployment) {
        return job.containerId == null
                ? revision(job, deployment).definition().reference()
                : services.container(deployment.teamId, job.containerId).displayName();
    }

    /** How long a node that is there may take for it. */
    Duration patience(JobEntity job, DeploymentEntity deployment) {
        return job.kind.patience(revision(job, deployment).definition().health());
    }

    private Revision revision(JobEntity job, DeploymentEntity deployment) {
        return services.revision(
                job.containerId == null
                        ? deployment.revisionId
                        : services.container(deployment.teamId, Objects.requireNonNull(job.containerId))
                                .revisionId());
    }
}
