package io.berth.backend.images;

import io.berth.backend.images.CleanUpDecision.Verdict;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells a team what a clean-up makes of an image, without a word of what belongs to other teams on a shared node.
 *
 * @param team who reads it
 * @param all whether every image may be named: the node is the team's own
 * @param own the keys of images that the team's revisions name
 */
record CleanUpWords(UUID team, boolean all, Set<String> own) {

    private static final String FOREIGN = "an image of another team";

    String name(NodeImage image) {
        return named(image) ? image.name() : FOREIGN;
    }

    CleanUpPlan.Entry planned(Verdict verdict) {
        return entry(verdict.image(), verdict instanceof Verdict.Remove, why(verdict), null);
    }

    CleanUpPlan.Entry removed(NodeImage image) {
        return entry(image, true, "nothing within reach needed it", null);
    }

    CleanUpPlan.Entry kept(NodeImage image, String problem) {
        return entry(image, false, "nothing within reach needs it", problem);
    }

    private String why(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Remove _ -> "nothing within reach needs it";
            case Verdict.NotOurs _ -> "Berth did not bring it";
            case Verdict.Needed(NodeImage _, var needs) ->
                needs.stream()
                        .filter(need -> need.team().equals(team))
                        .findFirst()
                        .map(Need::why)
                        .orElse("needed by another team");
        };
    }

    private CleanUpPlan.Entry entry(NodeImage image, boolean remove, String why, @Nullable String problem) {
        String exactly = image.image().digest() != null
                ? image.image().digest()
                : String.valueOf(image.image().imageId());
        long bytes = image.bytes() == null ? 0 : image.bytes();
        return new CleanUpPlan.Entry(name(image), named(image) ? exactly : "", bytes, remove, why, problem);
    }

    private boolean named(NodeImage image) {
        return all || own.contains(image.key());
    }
}
