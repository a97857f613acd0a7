package io.berth.backend.api.services;

import io.berth.backend.api.Dates;
import io.berth.backend.api.ExactImage;
import io.berth.backend.api.Uris;
import io.berth.backend.api.Words;
import io.berth.backend.images.Guarantee;
import io.berth.backend.images.Guarantee.RevisionReach;
import io.berth.backend.services.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How far back a service can go, and how fast.
 *
 * @param window how many of the newest successful revisions are promised to stay within reach
 * @param checkedDatetime when the oldest of these facts was learned
 */
@JsonNaming(SnakeCaseStrategy.class)
record GuaranteeAnswer(
        long onNodes,
        long inRegistry,
        long lost,
        long unknown,
        int window,
        @Nullable String checkedDatetime,
        List<ReachAnswer> revisions) {

    static GuaranteeAnswer of(Guarantee guarantee) {
        return new GuaranteeAnswer(
                guarantee.onNodes(),
                guarantee.inRegistry(),
                guarantee.lost(),
                guarantee.unknown(),
                guarantee.window(),
                Dates.optional(guarantee.checkedAt()),
                guarantee.revisions().stream().map(ReachAnswer::of).toList());
    }

    /** @param problem what the registry said if it does not have the image or does not answer */
    @JsonNaming(SnakeCaseStrategy.class)
    record ReachAnswer(
            int revision,
            String resourceUri,
            String imageName,
            @Nullable String imageDigest,
            @Nullable String succeededDatetime,
            String reach,
            boolean promised,
            @Nullable String problem) {
        static ReachAnswer of(RevisionReach reached) {
            Revision revision = reached.revision();
            return new ReachAnswer(
                    revision.number(),
                    Uris.revision(revision.serviceId(), revision.number()),
                    revision.definition().reference(),
                    ExactImage.of(revision),
                    Dates.optional(revision.succeededAt()),
                    Words.of(reached.reach()),
                    reached.promised(),
                    reached.problem());
        }
    }
}
