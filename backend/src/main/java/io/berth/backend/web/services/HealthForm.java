package io.berth.backend.web.services;

import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.web.Choices;
import io.berth.backend.web.Numbers;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of the service form that says when a container counts as healthy and how it is stopped: texts, right or wrong. */
public record HealthForm(
        String check,
        String port,
        String path,
        String runningSeconds,
        String startDeadlineSeconds,
        String stopGraceSeconds,
        String stopSignal) {

    static HealthForm of(Health health) {
        return new HealthForm(
                health.check().name(),
                textOf(health.port()),
                textOf(health.path()),
                String.valueOf(health.runningSeconds()),
                String.valueOf(health.startDeadlineSeconds()),
                String.valueOf(health.stopGraceSeconds()),
                textOf(health.stopSignal()));
    }

    /** @param text what was sent for a field */
    static HealthForm read(UnaryOperator<String> text) {
        return new HealthForm(
                text.apply("health.check"),
                text.apply("health.port").strip(),
                text.apply("health.path").strip(),
                text.apply("health.runningSeconds").strip(),
                text.apply("health.startDeadlineSeconds").strip(),
                text.apply("health.stopGraceSeconds").strip(),
                text.apply("health.stopSignal").strip());
    }

    /** Port and path are kept while another check makes no use of them: what was set stays set until somebody clears it. */
    public Health health() {
        return new Health(
                Choices.of(check, Check.AUTO),
                port.isEmpty() ? null : Integer.valueOf(Numbers.orNone(port)),
                path.isEmpty() ? null : path,
                Numbers.orNone(runningSeconds),
                Numbers.orNone(startDeadlineSeconds),
                Numbers.orNone(stopGraceSeconds),
                stopSignal.isEmpty() ? null : signal());
    }

    /** {@code quit} and {@code SIGQUIT} are the same to whoever types it. */
    private String signal() {
        String upper = stopSignal.toUpperCase(Locale.ROOT);
        return upper.startsWith("SIG") || Character.isDigit(upper.charAt(0)) ? upper : "SIG" + upper;
    }

    private static String textOf(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
