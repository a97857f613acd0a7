package io.berth.backend.deployments.store;

import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition.Port;
import java.util.Optional;

/** Why two containers of one revision's kind cannot run side by side. */
public final class Exclusivity {

    private Exclusivity() {}

    /** What there is only one of, such as {@code the fixed host port 80}; empty if nothing is exclusive. */
    public static Optional<String> reason(Revision revision) {
        Optional<String> volume = VolumesOfRevision.paths(revision).stream()
                .findFirst()
                .map(path -> "the volume at " + path + " has one writer");
        Optional<String> port = revision.definition().ports().stream()
                .filter(Port::exclusive)
                .findFirst()
                .map(p -> "the fixed host port " + p.hostPort() + " has one owner");
        Optional<String> network = revision.definition().hostNetwork()
                ? Optional.of("the host's network has each port only once")
                : Optional.empty();
        return volume.or(() -> port).or(() -> network);
    }
}
