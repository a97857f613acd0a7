package io.berth.backend.api.actions;

import io.berth.backend.api.Dates;
import io.berth.backend.api.Uris;
import io.berth.backend.deployments.DeploymentDetails;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The last lines of a container.
 *
 * @param container its address
 * @param failed whether it failed; otherwise it was replaced or removed
 */
@JsonNaming(SnakeCaseStrategy.class)
record LogAnswer(
        String container, String name, int slot, int revision, boolean failed, String keptDatetime, String logs) {
    static LogAnswer of(DeploymentDetails.KeptLog log) {
        return new LogAnswer(
                Uris.container(log.containerId()),
                log.container(),
                log.slot(),
                log.revision(),
                log.failed(),
                Dates.text(log.keptAt()),
                log.text());
    }
}
