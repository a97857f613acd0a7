package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is at work on a service, to whoever asks for something else. */
final class Busy {

    private Busy() {}

    /** Such as {@code Redeploy #12 is at work, and 1 more waits.} */
    static @Nullable String words(@Nullable Deployment current, List<Deployment> queue) {
        Deployment first = current != null ? current : queue.isEmpty() ? null : queue.getFirst();
        if (first == null) {
            return null;
        }
        String atWork = "%s #%d is at work".formatted(first.operation().label(), first.number());
        int more = current != null ? queue.size() : queue.size() - 1;
        return switch (more) {
            case 0 -> atWork + ".";
            case 1 -> atWork + ", and 1 more waits.";
            default -> atWork + ", and " + more + " more wait.";
        };
    }
}
