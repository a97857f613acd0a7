package io.berth.backend.api.volumes;

import io.berth.backend.api.Dates;
import io.berth.backend.api.Uris;
import io.berth.backend.volumes.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A volume as the API shows it.
 *
 * @param name on the engine
 * @param containers those that mount it
 * @param size in bytes; null until first measured
 */
@JsonNaming(SnakeCaseStrategy.class)
record VolumeAnswer(
        String uuid,
        String resourceUri,
        String name,
        String state,
        String node,
        List<String> containers,
        @Nullable String volumeGroup,
        String service,
        int slot,
        String path,
        @Nullable Long size,
        @Nullable String sizeDatetime,
        String createdDatetime) {

    static VolumeAnswer of(Volume volume, List<String> containers) {
        return new VolumeAnswer(
                volume.id().toString(),
                Uris.volume(volume.id()),
                volume.name(),
                state(volume.state()),
                Uris.node(volume.nodeId()),
                containers,
                null,
                Uris.service(volume.serviceId()),
                volume.slot(),
                volume.path(),
                volume.sizeBytes(),
                Dates.optional(volume.sizedAt()),
                Dates.text(volume.createdAt()));
    }

    static String state(Volume.State state) {
        return switch (state) {
            case PLANNED -> "Planned";
            case CREATED -> "Created";
            case MISSING -> "Missing";
        };
    }
}
