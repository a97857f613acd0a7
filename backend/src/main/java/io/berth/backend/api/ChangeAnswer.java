package io.berth.backend.api;

import io.berth.backend.deployments.DeploymentDetails.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between two revisions.
 *
 * @param before null if it was not there
 * @param after null if it is gone
 */
public record ChangeAnswer(
        String what, @Nullable String before, @Nullable String after) {

    public static List<ChangeAnswer> of(List<Difference> differences) {
        return differences.stream()
                .map(d -> new ChangeAnswer(d.what(), d.before(), d.after()))
                .toList();
    }
}
