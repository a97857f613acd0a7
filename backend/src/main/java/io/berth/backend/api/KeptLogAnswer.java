package io.berth.backend.api;

import io.berth.backend.deployments.DeploymentDetails.KeptLog;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The last lines of a container, kept when it failed or was replaced.
 *
 * @param container its address
 * @param failed whether it failed; otherwise it was replaced or removed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record KeptLogAnswer(
        String container, String name, int slot, int revision, boolean failed, String keptDatetime, String logs) {

    public static KeptLogAnswer of(KeptLog log) {
        return new KeptLogAnswer(
                Uris.container(log.containerId()),
                log.container(),
                log.slot(),
                log.revision(),
                log.failed(),
                Dates.text(log.keptAt()),
                log.text());
    }
}
