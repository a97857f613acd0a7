package io.berth.backend.api.actions;

import io.berth.backend.api.Words;
import io.berth.backend.deployments.ReceiptLine;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What load balancers counted at one side of a deployment while it was at work.
 *
 * @param containers {@code new} are those of the revision that it brings, {@code old} all others
 * @param errors connections that failed and answers that broke off
 * @param retries connections tried again
 * @param serverErrors answers with a status from 500 on
 */
@JsonNaming(SnakeCaseStrategy.class)
record ReceiptAnswer(String containers, long requests, long errors, long retries, long serverErrors) {
    static ReceiptAnswer of(ReceiptLine line) {
        return new ReceiptAnswer(
                Words.of(line.side()),
                line.counters().requests(),
                line.counters().errors(),
                line.counters().retries(),
                line.counters().serverErrors());
    }
}
