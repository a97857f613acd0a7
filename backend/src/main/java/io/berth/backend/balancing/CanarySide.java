package io.berth.backend.balancing;

import io.berth.backend.services.Canary;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of a service's containers get the canary's share of the requests. */
final class CanarySide {

    private CanarySide() {}

    /**
     * Those in the canary's slots. While it is promoted its revision comes to the other slots too, and gets their share there, so
     * that requests move with the containers. Where the old revision has been switched off, that would be nothing.
     */
    static boolean isCanary(Service service, @Nullable Canary canary, ContainerRecord container) {
        return canary != null
                && (beyond(service, container)
                        || (canary.percent() == 100 && container.revisionId().equals(canary.revision())));
    }

    /** The containers whose revisions' settings count. */
    static List<ContainerRecord> settling(Service service, @Nullable Canary canary, List<ContainerRecord> all) {
        List<ContainerRecord> others =
                all.stream().filter(c -> canary == null || !beyond(service, c)).toList();
        return others.isEmpty() ? all : others;
    }

    private static boolean beyond(Service service, ContainerRecord container) {
        return container.slot() > service.targetCount();
    }
}
