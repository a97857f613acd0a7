package io.berth.backend.volumes;

import io.berth.backend.audit.Changed;
import io.berth.protocol.VolumeObservation;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tracked volumes. A volume is made once for a service, slot and path, and found again by every later container of that
 * slot. Nothing here deletes one.
 */
@Component
@Transactional
public class Volumes {

    private final VolumeRepository volumes;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Volumes(VolumeRepository volumes, ApplicationEventPublisher events, InstantSource clock) {
        this.volumes = volumes;
        this.events = events;
        this.clock = clock;
    }

    /** The team's volumes, those of terminated services included, the oldest first. */
    @Transactional(readOnly = true)
    public List<Volume> of(UUID teamId) {
        return views(volumes.findByTeamIdOrderByCreatedAt(teamId));
    }

    @Transactional(readOnly = true)
    public Optional<Volume> find(UUID teamId, UUID id) {
        return volumes.findByTeamIdAndId(teamId, id).map(VolumeEntity::view);
    }

    /** By slot and path. */
    @Transactional(readOnly = true)
    public List<Volume> ofService(UUID serviceId) {
        return views(volumes.findByServiceIdOrderBySlotAscPathAsc(serviceId));
    }

    @Transactional(readOnly = true)
    public List<Volume> ofSlot(UUID serviceId, int slot) {
        return views(volumes.findByServiceIdAndSlot(serviceId, slot));
    }

    /** Makes sure that a slot has a volume for each of these paths, planning those that it never had. */
    public void reserve(UUID teamId, UUID serviceId, int slot, Collection<String> paths, UUID nodeId) {
        Set<String> known = volumes.findByServiceIdAndSlot(serviceId, slot).stream()
                .map(v -> v.path)
                .collect(Collectors.toSet());
        for (String path : new HashSet<>(paths)) {
            if (!known.contains(path)) {
                UUID id = UUID.randomUUID();
                volumes.save(
                        new VolumeEntity(id, teamId, serviceId, slot, path, nodeId, "berth-" + id, clock.instant()));
                changed(teamId);
            }
        }
    }

    /** A new holder is about to write: whoever held the slot's volumes before is outdated from now on. */
    public void nextEpoch(UUID serviceId, int slot) {
        volumes.findByServiceIdAndSlot(serviceId, slot).forEach(v -> v.epoch++);
    }

    /** The slot's container was made, and with it the volumes that it mounts. */
    public void created(UUID serviceId, int slot, Collection<String> paths) {
        for (VolumeEntity volume : volumes.findByServiceIdAndSlot(serviceId, slot)) {
            if (volume.state == Volume.State.PLANNED && paths.contains(volume.path)) {
                volume.state = Volume.State.CREATED;
                changed(volume.teamId);
            }
        }
    }

    /** Takes over which volumes an engine shows: one that was there and is not now is missing until it is seen again. */
    public void inventory(UUID nodeId, List<VolumeObservation> seen) {
        Set<String> present = seen.stream().map(VolumeObservation::name).collect(Collectors.toSet());
        for (VolumeEntity volume : volumes.findByNodeId(nodeId)) {
            Volume.State state = present.contains(volume.name)
                    ? Volume.State.CREATED
                    : volume.state == Volume.State.PLANNED ? Volume.State.PLANNED : Volume.State.MISSING;
            if (state != volume.state) {
                volume.state = state;
                changed(volume.teamId);
            }
        }
    }

    /** Takes over the sizes that a node measured, in bytes by engine name. */
    public void measured(UUID nodeId, Map<String, Long> bytes) {
        Set<UUID> teams = new HashSet<>();
        Map<String, Long> sizes = new HashMap<>(bytes);
        for (VolumeEntity volume : volumes.findByNodeId(nodeId)) {
            Long size = sizes.get(volume.name);
            if (size != null) {
                if (!size.equals(volume.sizeBytes)) {
                    teams.add(volume.teamId);
                }
                volume.sizeBytes = size;
                volume.sizedAt = clock.instant();
            }
        }
        teams.forEach(this::changed);
    }

    private void changed(UUID teamId) {
        events.publishEvent(new Changed(teamId, "volumes"));
    }

    private static List<Volume> views(List<VolumeEntity> rows) {
        return rows.stream().map(VolumeEntity::view).toList();
    }
}
