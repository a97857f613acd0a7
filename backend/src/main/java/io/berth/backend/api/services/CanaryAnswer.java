package io.berth.backend.api.services;

import io.berth.protocol.BalancerSetup.Counters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A canary as the API shows it.
 *
 * @param revision the number of the canary's revision
 * @param besideRevision that of the one in force; null if none is
 * @param percent how many of a hundred requests go to the canary
 * @param containers how many it was asked for with
 * @param requests what balancers have counted at the canary since they were last loaded
 * @param besideRequests the same at the other containers
 */
@JsonNaming(SnakeCaseStrategy.class)
record CanaryAnswer(
        String service,
        int revision,
        @Nullable Integer besideRevision,
        int percent,
        int containers,
        String startedDatetime,
        CountersAnswer requests,
        CountersAnswer besideRequests) {

    /** @param errors connections that failed, answers that broke off, and answers with a status from 500 on */
    record CountersAnswer(long total, long errors) {

        static CountersAnswer of(Counters counters) {
            return new CountersAnswer(counters.requests(), counters.errors() + counters.serverErrors());
        }
    }
}
