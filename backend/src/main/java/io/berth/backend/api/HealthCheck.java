package io.berth.backend.api;

import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.backend.services.ServiceDefinition.Health;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** When a container counts as healthy, and how it is stopped, as the API shows and reads it. */
@JsonNaming(SnakeCaseStrategy.class)
public record HealthCheck(
        String check,
        @Nullable Integer port,
        @Nullable String path,
        int runningSeconds,
        int startDeadlineSeconds,
        int stopGraceSeconds,
        @Nullable String stopSignal) {

    public static HealthCheck of(Health health) {
        return new HealthCheck(
                Words.of(health.check()),
                health.port(),
                health.path(),
                health.runningSeconds(),
                health.startDeadlineSeconds(),
                health.stopGraceSeconds(),
                health.stopSignal());
    }

    /** @param now what holds for all that is not sent */
    public static Health read(Fields sent, Health now) {
        return new Health(
                sent.word("check", Check.class, now.check()),
                sent.optionalNumber("port", now.port()),
                nothingIfEmpty(sent.optionalText("path", now.path())),
                sent.number("running_seconds", now.runningSeconds()),
                sent.number("start_deadline_seconds", now.startDeadlineSeconds()),
                sent.number("stop_grace_seconds", now.stopGraceSeconds()),
                nothingIfEmpty(sent.optionalText("stop_signal", now.stopSignal())));
    }

    private static @Nullable String nothingIfEmpty(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
