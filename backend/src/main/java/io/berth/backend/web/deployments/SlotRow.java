package io.berth.backend.web.deployments;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails.Event;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.services.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place of the service during a deployment.
 *
 * @param before the container that was there; null if the place was free, or it is gone by now
 * @param replaced whether one was there, gone or not
 * @param after the newest that the deployment made for it; null while there is none
 * @param failed earlier ones that it made and gave up, the newest first
 */
public record SlotRow(
        int slot,
        String name,
        @Nullable Container before,
        boolean replaced,
        @Nullable Container after,
        List<Container> failed) {

    /** @param containers the newest first within a slot */
    static List<SlotRow> of(UUID deployment, List<Container> containers, List<Event> events) {
        TreeMap<Integer, List<Container>> bySlot = new TreeMap<>();
        containers.forEach(
                c -> bySlot.computeIfAbsent(c.slot(), _ -> new ArrayList<>()).add(c));
        return bySlot.entrySet().stream()
                .map(e -> row(deployment, e.getKey(), e.getValue(), events))
                .toList();
    }

    private static SlotRow row(UUID deployment, int slot, List<Container> containers, List<Event> events) {
        List<Container> made = containers.stream()
                .filter(c -> c.deploymentId().equals(deployment))
                .toList();
        Container before = containers.stream()
                .filter(c -> !c.deploymentId().equals(deployment))
                .findFirst()
                .orElse(null);
        return new SlotRow(
                slot,
                containers.getFirst().displayName(),
                before,
                before != null || touchedAnother(slot, made, events),
                made.isEmpty() ? null : made.getFirst(),
                made.stream().skip(1).toList());
    }

    /** The time line remembers containers that are long gone. */
    private static boolean touchedAnother(int slot, List<Container> made, List<Event> events) {
        Set<UUID> ours = made.stream().map(Container::id).collect(Collectors.toSet());
        return events.stream()
                .filter(e -> Objects.equals(e.slot(), slot))
                .anyMatch(e -> e.containerId() != null && !ours.contains(e.containerId()));
    }

    /**
     * What became of the slot's earlier container, where that cannot be shown: {@code new}, {@code replaced} or
     * {@code kept}, which is the end of a deployment that went back.
     */
    public String fate(Deployment deployment) {
        if (replaced) {
            return "replaced";
        }
        boolean wentBack = deployment.state() == DeploymentState.FAILED
                || deployment.state() == DeploymentState.ROLLED_BACK
                || deployment.state() == DeploymentState.CANCELLED;
        return wentBack && deployment.operation().replaces() && deployment.fromRevision() != null ? "kept" : "new";
    }

    /** The one that matters now. */
    public Container present() {
        Container shown = after != null ? after : before;
        if (shown == null) {
            throw new IllegalStateException("a row is made of at least one container");
        }
        return shown;
    }

    /** Containers of this slot that failed and left a log or a reason. */
    public List<Container> failures() {
        List<Container> all = new ArrayList<>();
        if (after != null) {
            all.add(after);
        }
        all.addAll(failed);
        return all.stream().filter(c -> c.failure() != null).toList();
    }
}
