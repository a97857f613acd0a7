package io.berth.backend.images;

import java.util.Set;
import java.util.UUID;

/** Tells which revisions deployments are working on that are not over. Whoever runs deployments answers this. */
public interface RevisionsAtWork {

    /** The ids of revisions that are being brought, that ran before, and that slots may go back to; of every team. */
    Set<UUID> ids();
}
