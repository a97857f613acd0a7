package io.berth.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an image declares about itself.
 *
 * @param imageId {@code sha256:…} of its configuration on the engine
 * @param environment its variables
 * @param exposedPorts such as {@code 80/tcp}, sorted
 * @param volumes the paths of its {@code VOLUME}s, sorted
 * @param hasHealthCheck whether it brings a health check of its own
 */
public record ImageFacts(
        String imageId,
        Map<String, String> environment,
        List<String> exposedPorts,
        List<String> volumes,
        boolean hasHealthCheck,
        @Nullable String stopSignal) {}
