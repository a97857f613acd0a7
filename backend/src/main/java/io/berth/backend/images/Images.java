package io.berth.backend.images;

import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is known of images on nodes and in registries. */
@Component
public class Images {

    /** A deployment has brought an image to a node, or found it there. */
    public void arrived(UUID nodeId, PinnedImage image, ImageFacts facts, boolean pulledNow) {
        throw new UnsupportedOperationException();
    }

    /** How far back the service can go. */
    public Guarantee guarantee(UUID teamId, UUID serviceId) {
        throw new UnsupportedOperationException();
    }
}
