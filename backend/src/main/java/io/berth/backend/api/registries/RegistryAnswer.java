package io.berth.backend.api.registries;

import io.berth.backend.api.Dates;
import io.berth.backend.api.Uris;
import io.berth.backend.registries.Registry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A registry as the API shows it: its password never.
 *
 * @param port null if the host names none
 */
@JsonNaming(SnakeCaseStrategy.class)
record RegistryAnswer(
        String uuid,
        String resourceUri,
        String name,
        String host,
        @Nullable Integer port,
        String username,
        @Nullable String iconUrl,
        boolean isTutumRegistry,
        String createdDatetime) {

    static RegistryAnswer of(Registry registry) {
        String host = registry.host();
        int colon = host.indexOf(':');
        return new RegistryAnswer(
                registry.id().toString(),
                Uris.registry(registry.id()),
                host,
                host,
                colon < 0 ? null : Integer.valueOf(host.substring(colon + 1)),
                registry.username(),
                null,
                false,
                Dates.text(registry.createdAt()));
    }
}
