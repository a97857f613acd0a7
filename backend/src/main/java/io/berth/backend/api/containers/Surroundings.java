package io.berth.backend.api.containers;

import io.berth.backend.nodes.Node;
import io.berth.backend.services.Container;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.volumes.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands around the containers that are shown: read once for all of them. */
record Surroundings(
        Map<UUID, Service> services, Map<UUID, Revision> revisions, Map<UUID, Node> nodes, List<Volume> volumes) {

    Revision revision(Container container) {
        return Objects.requireNonNull(revisions.get(container.revisionId()), "every container has a revision");
    }

    Service service(Container container) {
        return Objects.requireNonNull(services.get(container.serviceId()), "every container has a service");
    }

    /** Where the container's published ports are reached; null if its node is gone. */
    @Nullable
    String host(Container container) {
        Node node = nodes.get(container.nodeId());
        return node == null ? null : node.address();
    }

    List<Volume> volumesAt(Container container) {
        return volumes.stream()
                .filter(v -> v.serviceId().equals(container.serviceId()) && v.slot() == container.slot())
                .toList();
    }
}
