package io.berth.backend.deployments;

import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.images.Reach;
import io.berth.backend.services.Revision;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback to a revision would mean, looked at before anything is touched.
 *
 * @param target the revision
 * @param reach where its image is, for all nodes together
 * @param nodes where it is on each node that would need it
 * @param estimate how long it will take, from how long such steps took before; null if nothing like it ever ran here
 * @param problems what stands in the way, in words for people; empty if nothing does
 * @param differences what changes for the running containers; empty if none runs
 */
public record Preflight(
        Revision target,
        Reach reach,
        List<NodeImage> nodes,
        @Nullable Duration estimate,
        List<String> problems,
        List<Difference> differences) {

    /**
     * @param onNode null if the node did not say
     * @param ready whether the node answers
     */
    public record NodeImage(String node, @Nullable Boolean onNode, boolean ready) {}

    public boolean possible() {
        return problems.isEmpty();
    }
}
