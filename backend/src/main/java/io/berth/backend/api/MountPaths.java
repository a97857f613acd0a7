package io.berth.backend.api;

import io.berth.backend.services.Revision;
import io.berth.backend.services.VolumePaths;
import java.util.Set;
import java.util.TreeSet;

/** Where containers of a revision mount volumes: at the declared paths, and at those of the image. */
public final class MountPaths {

    private MountPaths() {}

    public static Set<String> of(Revision revision) {
        Set<String> paths = new TreeSet<>(revision.definition().volumes());
        if (revision.facts() != null) {
            revision.facts().volumes().stream().map(VolumePaths::normal).forEach(paths::add);
        }
        return paths;
    }
}
