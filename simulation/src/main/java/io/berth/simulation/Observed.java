package io.berth.simulation;

import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.Namesakes;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.VolumeObservation;
import io.berth.simulation.Tables.ContainerRow;
import io.berth.simulation.Tables.NodeRow;
import io.berth.simulation.Tables.ServiceRow;
import io.berth.simulation.Tables.VolumeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes over what engines show, as the real tables of containers and volumes do. */
final class Observed {

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(15);

    private final Tables tables;

    Observed(Tables tables) {
        this.tables = tables;
    }

    void changed(NodeRow node, ContainerObservation seen, Instant now) {
        tables.containers.values().stream()
                .filter(c -> c.node == node && c.name.equals(seen.name()))
                .filter(c -> !Namesakes.outdated(c.phase, c.engineId, seen))
                .findFirst()
                .ifPresent(c -> take(c, seen, now));
    }

    void inventory(NodeRow node, AgentMessage.Inventory list, Instant now) {
        Map<String, ContainerObservation> byName =
                list.containers().stream().collect(Collectors.toMap(ContainerObservation::name, Function.identity()));
        Instant begun = now.minusMillis(list.tookMillis()).minus(ON_ITS_WAY);
        for (ContainerRow c : on(node)) {
            ContainerObservation seen = byName.get(c.name);
            if (seen != null) {
                take(c, seen, now);
            } else if (c.phase != ContainerPhase.PLANNED && !c.phaseSince.isAfter(begun)) {
                c.enter(ContainerPhase.REMOVED, now);
            }
        }
        // A host that was set back shows what was removed long ago: it is there, so it counts.
        for (ContainerRow c : tables.containers.values()) {
            ContainerObservation seen = byName.get(c.name);
            if (seen != null && c.phase == ContainerPhase.REMOVED && c.node == node && !c.phaseSince.isAfter(begun)) {
                c.displaced |= c.service.containers.stream()
                        .anyMatch(other -> other.slot == c.slot && other.created.isAfter(c.created));
                take(c, seen, now);
            }
        }
        Set<String> present =
                list.volumes().stream().map(VolumeObservation::name).collect(Collectors.toSet());
        for (ServiceRow service : tables.services.values()) {
            for (VolumeRow volume : service.volumes) {
                if (volume.node == node) {
                    volume.state = present.contains(volume.name)
                            ? Volume.State.CREATED
                            : volume.state == Volume.State.PLANNED ? Volume.State.PLANNED : Volume.State.MISSING;
                }
            }
        }
    }

    private List<ContainerRow> on(NodeRow node) {
        return tables.services.values().stream()
                .flatMap(ServiceRow::present)
                .filter(c -> c.node == node)
                .toList();
    }

    static void take(ContainerRow c, ContainerObservation seen, Instant now) {
        ContainerPhase phase = switch (seen.state()) {
            case CREATED -> ContainerPhase.CREATED;
            case RUNNING, RESTARTING -> ContainerPhase.RUNNING;
            case STOPPED -> ContainerPhase.STOPPED;
            case GONE -> ContainerPhase.REMOVED;
        };
        c.enter(phase, now);
        c.engineId = seen.engineId();
        if (seen.exitCode() != null) {
            c.exitCode = seen.exitCode();
        }
    }
}
