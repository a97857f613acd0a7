package io.berth.agent.engine;

import io.berth.protocol.ImageFacts;
import java.util.List;

/**
 * An image that is on the engine.
 *
 * @param repositoryDigests {@code repository@sha256:…} for every registry that it was pulled from or pushed to
 * @param bytes the space that it takes, layers that it shares with others included
 */
public record LocalImage(ImageFacts facts, List<String> repositoryDigests, long bytes) {

    /** Whether a registry has ever vouched for this image in that repository. */
    public boolean cameFrom(ImageName name) {
        return repositoryDigests.stream()
                .map(digest -> ImageName.parse(digest).canonicalRepository())
                .anyMatch(name.canonicalRepository()::equals);
    }
}
