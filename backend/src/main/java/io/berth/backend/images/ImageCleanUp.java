package io.berth.backend.images;

import io.berth.backend.audit.Actor;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Removes images from nodes that Berth pulled itself and that no revision within reach needs. */
@Component
public class ImageCleanUp {

    /** What would be removed from the node now, and what would stay for which reason. Touches nothing. */
    public CleanUpPlan plan(UUID teamId, UUID nodeId) {
        throw new UnsupportedOperationException();
    }

    /** Removes what the plan says, and tells the plan with what came of it. */
    public CleanUpPlan run(UUID teamId, UUID nodeId, Actor by) {
        throw new UnsupportedOperationException();
    }
}
