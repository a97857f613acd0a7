package io.berth.backend.images;

import io.berth.backend.nodes.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an image is at this moment.
 *
 * @param nodes those that need it
 * @param problem why the registry's copy cannot be had; null if it can, or need not be
 */
public record ImageLook(
        List<OnNode> nodes, Reach reach, @Nullable String problem) {

    /** @param there null if the node did not say */
    public record OnNode(Node node, @Nullable Boolean there) {}
}
