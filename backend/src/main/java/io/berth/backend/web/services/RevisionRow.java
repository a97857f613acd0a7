package io.berth.backend.web.services;

import io.berth.backend.images.Guarantee;
import io.berth.backend.images.Guarantee.RevisionReach;
import io.berth.backend.images.Reach;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of a service's history of revisions.
 *
 * @param inForce whether new containers are made from it
 * @param defined whether it is what a redeploy brings
 * @param reach where its image is; null if it was never deployed, and so has none yet
 * @param promised whether its image is kept from every clean-up
 * @param problem what the registry said
 */
public record RevisionRow(
        Revision revision,
        boolean inForce,
        boolean defined,
        @Nullable Reach reach,
        boolean promised,
        @Nullable String problem) {

    static List<RevisionRow> of(Service service, List<Revision> revisions, Guarantee guarantee) {
        Map<Integer, RevisionReach> reaches = guarantee.revisions().stream()
                .collect(Collectors.toMap(r -> r.revision().number(), Function.identity()));
        return revisions.stream()
                .map(revision -> row(service, revision, reaches.get(revision.number())))
                .toList();
    }

    private static RevisionRow row(Service service, Revision revision, @Nullable RevisionReach reach) {
        Integer deployed = service.deployedRevision();
        return new RevisionRow(
                revision,
                deployed != null && deployed == revision.number(),
                service.latest().number() == revision.number(),
                reach == null ? null : reach.reach(),
                reach != null && reach.promised(),
                reach == null ? null : reach.problem());
    }

    /** Only what was deployed before can come back, for only that names its image exactly. The definition is redeployed instead. */
    public boolean canReturn() {
        return revision.image() != null && !inForce && !defined;
    }

    /** Whether nothing has to be brought from anywhere: then a click is enough. */
    public boolean atOnce() {
        return canReturn() && reach == Reach.ON_NODES;
    }
}
