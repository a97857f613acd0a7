package io.berth.backend.api.actions;

import io.berth.backend.api.Dates;
import io.berth.backend.api.Uris;
import io.berth.backend.api.Words;
import io.berth.backend.deployments.DeploymentDetails;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An entry of an action's time line.
 *
 * @param slot the place in the service that it is about; null if about all
 */
@JsonNaming(SnakeCaseStrategy.class)
record EventAnswer(
        String date,
        String level,
        @Nullable Integer slot,
        @Nullable String container,
        String text) {
    static EventAnswer of(DeploymentDetails.Event event) {
        UUID container = event.containerId();
        return new EventAnswer(
                Dates.text(event.at()),
                Words.of(event.level()),
                event.slot(),
                container == null ? null : Uris.container(container),
                event.text());
    }
}
