package io.berth.backend.api.volumes;

import io.berth.backend.api.Caller;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.api.MountPaths;
import io.berth.backend.api.Uris;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volume;
import io.berth.backend.volumes.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/volume", produces = MediaType.APPLICATION_JSON_VALUE)
class VolumeController {

    private final Volumes volumes;
    private final Services services;

    VolumeController(Volumes volumes, Services services) {
        this.volumes = volumes;
        this.services = services;
    }

    @GetMapping
    ListAnswer<VolumeAnswer> list(Caller caller, Listing listing) {
        List<Mounted> all = mounted(caller.teamId(), volumes.of(caller.teamId()));
        return listing.page(
                all, filters(), some -> some.stream().map(Mounted::answer).toList());
    }

    @GetMapping("/{uuid}")
    VolumeAnswer get(Caller caller, @PathVariable UUID uuid) {
        Volume volume = volumes.find(caller.teamId(), uuid).orElseThrow(() -> new NotFoundException("volume"));
        return mounted(caller.teamId(), List.of(volume)).getFirst().answer();
    }

    private static Filters<Mounted> filters() {
        return Filters.<Mounted>of(m -> m.volume().id())
                .state(m -> VolumeAnswer.state(m.volume().state()))
                .text("name", m -> m.volume().name())
                .text("path", m -> m.volume().path())
                .text("slot", m -> String.valueOf(m.volume().slot()))
                .reference("service", "service", m -> m.volume().serviceId())
                .reference("node", "node", m -> m.volume().nodeId())
                .with("containers", heldBy())
                .nothing("volume_group");
    }

    private static BiPredicate<Mounted, String> heldBy() {
        return (mounted, container) -> Uris.id("container", container)
                .filter(mounted.containers()::contains)
                .isPresent();
    }

    private List<Mounted> mounted(UUID team, List<Volume> some) {
        List<Container> containers = services.containers(team).stream()
                .filter(c -> c.state() != ContainerState.TERMINATED)
                .toList();
        Map<UUID, Revision> revisions = services.revisionsById(
                containers.stream().map(Container::revisionId).collect(Collectors.toSet()));
        return some.stream()
                .map(v -> new Mounted(
                        v,
                        containers.stream()
                                .filter(c -> mounts(c, revisions, v))
                                .map(Container::id)
                                .toList()))
                .toList();
    }

    private static boolean mounts(Container container, Map<UUID, Revision> revisions, Volume volume) {
        return container.serviceId().equals(volume.serviceId())
                && container.slot() == volume.slot()
                && MountPaths.of(Objects.requireNonNull(revisions.get(container.revisionId())))
                        .contains(volume.path());
    }

    private record Mounted(Volume volume, List<UUID> containers) {
        VolumeAnswer answer() {
            return VolumeAnswer.of(
                    volume, containers.stream().map(Uris::container).toList());
        }
    }
}
