package io.berth.backend.images;

import io.berth.backend.platform.BerthSettings;
import io.berth.backend.services.SealedRevision;
import io.berth.backend.services.SealedRevisions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts what refers to images: of every team, for teams share nodes. */
@Component
class Needs {

    private final SealedRevisions revisions;
    private final RevisionsAtWork atWork;
    private final int window;

    Needs(SealedRevisions revisions, RevisionsAtWork atWork, BerthSettings settings) {
        this.revisions = revisions;
        this.atWork = atWork;
        this.window = settings.rollbackWindow();
    }

    /** All reasons for which images on that node must stay, the most telling of an image first. */
    @Transactional(readOnly = true)
    List<Need> on(UUID node) {
        List<Need> needs = new ArrayList<>();
        revisions
                .ofContainersOn(node)
                .forEach(c -> needs.add(
                        new Need(ImageKey.of(c.image()), c.teamId(), "the container " + c.container() + " needs it")));
        List<SealedRevision> kept = revisions.newest(0, window);
        kept.stream().filter(SealedRevision::deployed).forEach(r -> needs.add(need(r, "is deployed")));
        kept.stream().filter(SealedRevision::latest).forEach(r -> needs.add(need(r, "is the latest")));
        kept.stream().filter(SealedRevision::promised).forEach(r -> needs.add(need(r, "is promised")));
        revisions.byId(atWork.ids()).forEach(r -> needs.add(need(r, "is being worked on")));
        return needs;
    }

    private static Need need(SealedRevision revision, String why) {
        return new Need(
                ImageKey.of(revision.image()),
                revision.teamId(),
                "revision %d of %s %s".formatted(revision.number(), revision.service(), why));
    }
}
