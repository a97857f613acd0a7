package io.berth.backend.deployments.store;

import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition.Port;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the containers of a balancer can replace each other without a gap: those of a slot share the container that owns their
 * published ports, as long as these stay the same.
 */
final class Handovers {

    private Handovers() {}

    /** Whether two containers of a slot, of any of these revisions, cannot run at once. */
    static boolean exclusive(Revision revision, Collection<Revision> all) {
        if (all.stream().noneMatch(Handovers::shares)) {
            return VolumesOfRevision.exclusive(revision);
        }
        boolean samePorts = all.stream().map(Handovers::published).distinct().count() == 1;
        return !samePorts
                || !all.stream().allMatch(Handovers::shares)
                || !VolumesOfRevision.paths(revision).isEmpty();
    }

    /** Whether its containers leave network and ports to a holder. */
    static boolean shares(Revision revision) {
        return revision.definition().balancer() && !revision.definition().hostNetwork();
    }

    private static Set<Port> published(Revision revision) {
        return revision.definition().ports().stream().filter(Port::published).collect(Collectors.toSet());
    }
}
