package io.berth.backend.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.EnvironmentVariable.Origin;
import io.berth.backend.services.ServiceDefinition.Variable;
import org.jspecify.annotations.Nullable;

/**
 * A variable as it may be shown.
 *
 * @param value masked if secret
 * @param origin who gave it: {@code user}, {@code image}, or {@code tutum} for links and the platform
 */
public record VariableAnswer(
        String key,
        String value,
        boolean secret,
        @JsonInclude(Include.NON_NULL) @Nullable String origin) {

    /** What stands in the place of a secret, and may be sent back. */
    public static final String MASK = "********";

    public static VariableAnswer of(Variable variable) {
        return new VariableAnswer(variable.key(), variable.secret() ? MASK : variable.value(), variable.secret(), null);
    }

    public static VariableAnswer of(EnvironmentVariable variable) {
        return new VariableAnswer(variable.key(), variable.shown(), variable.secret(), origin(variable.origin()));
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case IMAGE -> "image";
            case LINK, PLATFORM -> "tutum";
            case USER -> "user";
        };
    }
}
