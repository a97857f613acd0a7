package io.berth.backend.deployments.environment;

import io.berth.backend.services.EnvironmentVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the variables of a container together: those of links, of the platform and of the user, the last one winning. */
public final class ContainerEnvironment {

    private ContainerEnvironment() {}

    @SafeVarargs
    public static List<EnvironmentVariable> of(List<EnvironmentVariable>... layers) {
        Map<String, EnvironmentVariable> byKey = new LinkedHashMap<>();
        for (List<EnvironmentVariable> layer : layers) {
            layer.forEach(v -> byKey.put(v.key(), v));
        }
        return List.copyOf(byKey.values());
    }
}
