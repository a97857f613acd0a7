package io.berth.backend.deployments.store;

import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.VolumePaths;
import java.util.Set;
import java.util.TreeSet;

/** Which paths keep their data in containers of a revision: those declared, and the image's own. */
final class VolumesOfRevision {

    private VolumesOfRevision() {}

    static Set<String> paths(Revision revision) {
        Set<String> paths = new TreeSet<>(revision.definition().volumes());
        if (revision.facts() != null) {
            revision.facts().volumes().stream().map(VolumePaths::normal).forEach(paths::add);
        }
        return paths;
    }

    /** Whether two containers of a slot cannot run at once: a volume has one writer, a host port one owner. */
    static boolean exclusive(Revision revision) {
        return !paths(revision).isEmpty()
                || revision.definition().hostNetwork()
                || revision.definition().ports().stream().anyMatch(Port::exclusive);
    }
}
