package io.berth.backend.deployments.store;

import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds containers that have ended by themselves and that their definition wants to be removed then. */
@Component
class Autodestroys {

    private final Containers containers;
    private final Services services;

    Autodestroys(Containers containers, Services services) {
        this.containers = containers;
        this.services = services;
    }

    /** The slots that hold such a container and nothing else. */
    SortedSet<Integer> slots(UUID serviceId) {
        List<ContainerRecord> present = containers.present(serviceId);
        List<ContainerRecord> ended = present.stream()
                .filter(c -> c.phase() == ContainerPhase.STOPPED && !c.stoppedOnPurpose() && c.exitCode() != null)
                .toList();
        SortedSet<Integer> slots = new TreeSet<>();
        if (ended.isEmpty()) {
            return slots;
        }
        Map<UUID, Revision> revisions = services.revisionsById(
                ended.stream().map(ContainerRecord::revisionId).collect(Collectors.toSet()));
        ended.stream()
                .filter(c -> {
                    Revision revision = revisions.get(c.revisionId());
                    return revision != null && revision.definition().removesEnded(c.exitCode());
                })
                .forEach(c -> slots.add(c.slot()));
        present.stream().filter(c -> !ended.contains(c)).forEach(c -> slots.remove(c.slot()));
        return slots;
    }
}
