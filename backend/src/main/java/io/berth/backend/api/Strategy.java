package io.berth.backend.api;

import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The strategy by which containers are replaced, as the API shows and reads it. */
@JsonNaming(SnakeCaseStrategy.class)
public record Strategy(String order, int parallelism, int drainSeconds, String onFailure, int maxFailures) {

    public static Strategy of(Rollout rollout) {
        return new Strategy(
                Words.of(rollout.order()),
                rollout.parallelism(),
                rollout.drainSeconds(),
                Words.of(rollout.onFailure()),
                rollout.maxFailures());
    }

    /** @param now what holds for all that is not sent */
    public static Rollout read(Fields sent, Rollout now) {
        return new Rollout(
                sent.word("order", Order.class, now.order()),
                sent.number("parallelism", now.parallelism()),
                sent.number("drain_seconds", now.drainSeconds()),
                sent.word("on_failure", OnFailure.class, now.onFailure()),
                sent.number("max_failures", now.maxFailures()),
                now.sequential());
    }
}
