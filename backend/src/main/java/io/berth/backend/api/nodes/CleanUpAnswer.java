package io.berth.backend.api.nodes;

import io.berth.backend.api.Uris;
import io.berth.backend.images.CleanUpPlan;
import io.berth.backend.nodes.Node;
import io.berth.protocol.DiskSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a clean-up removes from a node.
 *
 * @param size of what is removed, in bytes; what it shares with other images stays
 * @param images all that Berth knows of there, those to be removed first
 */
@JsonNaming(SnakeCaseStrategy.class)
record CleanUpAnswer(
        String node, @Nullable Long diskTotal, @Nullable Long diskFree, long size, List<ImageAnswer> images) {

    static CleanUpAnswer of(Node node, CleanUpPlan plan) {
        DiskSpace disk = plan.disk();
        return new CleanUpAnswer(
                Uris.node(node.id()),
                disk == null ? null : (Long) disk.totalBytes(),
                disk == null ? null : (Long) disk.freeBytes(),
                plan.bytes(),
                plan.images().stream().map(ImageAnswer::of).toList());
    }

    /**
     * @param why why it stays or goes
     * @param problem what kept it from being removed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ImageAnswer(
            String image,
            String digest,
            long size,
            boolean remove,
            String why,
            @Nullable String problem) {
        static ImageAnswer of(CleanUpPlan.Entry entry) {
            return new ImageAnswer(
                    entry.image(), entry.digest(), entry.bytes(), entry.remove(), entry.why(), entry.problem());
        }
    }
}
