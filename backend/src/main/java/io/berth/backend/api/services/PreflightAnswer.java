package io.berth.backend.api.services;

import io.berth.backend.api.ChangeAnswer;
import io.berth.backend.api.Uris;
import io.berth.backend.api.Words;
import io.berth.backend.deployments.Preflight;
import io.berth.backend.deployments.Preflight.NodeImage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a rollback to a revision would mean.
 *
 * @param reach from how far away the image would have to be brought
 * @param estimateSeconds null if nothing like it ever ran
 * @param problems what stands in the way
 * @param changes what would change for the running containers
 */
@JsonNaming(SnakeCaseStrategy.class)
record PreflightAnswer(
        String revision,
        boolean possible,
        String reach,
        List<NodeAnswer> nodes,
        @Nullable Double estimateSeconds,
        List<String> problems,
        List<ChangeAnswer> changes) {

    private static final double MILLIS = 1000;

    static PreflightAnswer of(Preflight preflight) {
        Duration estimate = preflight.estimate();
        return new PreflightAnswer(
                Uris.revision(preflight.target().serviceId(), preflight.target().number()),
                preflight.possible(),
                Words.of(preflight.reach()),
                preflight.nodes().stream().map(NodeAnswer::of).toList(),
                estimate == null ? null : (Double) (estimate.toMillis() / MILLIS),
                preflight.problems(),
                ChangeAnswer.of(preflight.differences()));
    }

    /**
     * @param onNode whether it has the image; null if it did not say
     * @param ready whether it answers
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record NodeAnswer(String node, @Nullable Boolean onNode, boolean ready) {
        static NodeAnswer of(NodeImage image) {
            return new NodeAnswer(image.node(), image.onNode(), image.ready());
        }
    }
}
