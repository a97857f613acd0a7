package io.berth.backend.deployments;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks at what a rollback would take, before it is asked for. */
@Component
public class Rollbacks {

    /**
     * Asks nodes and registry about a revision's image, and says how long a rollback to it would take. Takes seconds at most:
     * whoever does not answer by then counts as not known.
     */
    public Preflight preflight(UUID teamId, UUID serviceId, int revision) {
        throw new UnsupportedOperationException();
    }
}
