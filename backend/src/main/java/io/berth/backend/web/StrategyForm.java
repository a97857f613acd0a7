package io.berth.backend.web;

import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import org.springframework.util.MultiValueMap;

/** The fields of a deployment strategy exactly as they are shown and typed: in the service form, and for one deployment. */
public record StrategyForm(
        String order,
        String parallelism,
        String drainSeconds,
        String onFailure,
        String maxFailures,
        boolean sequential) {

    public static StrategyForm of(Rollout rollout) {
        return new StrategyForm(
                rollout.order().name(),
                String.valueOf(rollout.parallelism()),
                String.valueOf(rollout.drainSeconds()),
                rollout.onFailure().name(),
                String.valueOf(rollout.maxFailures()),
                rollout.sequential());
    }

    public static StrategyForm read(MultiValueMap<String, String> sent) {
        return new StrategyForm(
                text(sent, "rollout.order"),
                text(sent, "rollout.parallelism"),
                text(sent, "rollout.drainSeconds"),
                text(sent, "rollout.onFailure"),
                text(sent, "rollout.maxFailures"),
                !text(sent, "rollout.sequential").isEmpty());
    }

    public Rollout rollout() {
        return new Rollout(
                Choices.of(order, Order.AUTO),
                Numbers.orNone(parallelism),
                Numbers.orNone(drainSeconds),
                Choices.of(onFailure, OnFailure.ROLL_BACK),
                Numbers.orNone(maxFailures),
                sequential);
    }

    private static String text(MultiValueMap<String, String> sent, String name) {
        String value = sent.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
