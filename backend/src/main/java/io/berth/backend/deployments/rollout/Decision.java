package io.berth.backend.deployments.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner decided.
 *
 * @param steps empty if an answer must come first
 * @param waitingFor what keeps the deployment from going on that a person may have to mend; null if nothing
 * @param wakeAt when to look again although nothing has happened; null if only news can bring it on
 */
public record Decision(
        List<Step> steps,
        @Nullable String waitingFor,
        @Nullable Instant wakeAt) {

    static Decision of(Step... steps) {
        return new Decision(List.of(steps), null, null);
    }

    static Decision waiting(String forWhat) {
        return new Decision(List.of(), forWhat, null);
    }
}
