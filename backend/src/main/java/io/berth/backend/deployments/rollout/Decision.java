package io.berth.backend.deployments.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner decided.
 *
 * @param steps empty if an answer must come first
 * @param waitingFor what keeps the deployment from going on that a person may have to mend; null if nothing
 */
public record Decision(List<Step> steps, @Nullable String waitingFor) {

    static Decision of(Step... steps) {
        return new Decision(List.of(steps), null);
    }

    static Decision waiting(String forWhat) {
        return new Decision(List.of(), forWhat);
    }
}
