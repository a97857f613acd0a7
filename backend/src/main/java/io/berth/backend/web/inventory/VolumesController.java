package io.berth.backend.web.inventory;

import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volume;
import io.berth.backend.volumes.Volumes;
import io.berth.backend.web.LivePart;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The team's volumes, those of terminated services among them. */
@Controller
class VolumesController {

    private static final Comparator<VolumeRow> BY_SERVICE = Comparator.comparing(
                    (VolumeRow row) -> row.service().name())
            .thenComparing(row -> row.service().createdAt())
            .thenComparing(row -> row.volume().slot())
            .thenComparing(row -> row.volume().path());

    private final Volumes volumes;
    private final Services services;
    private final Nodes nodes;

    VolumesController(Volumes volumes, Services services, Nodes nodes) {
        this.volumes = volumes;
        this.services = services;
        this.nodes = nodes;
    }

    @GetMapping("/t/{team}/volumes")
    String list(TeamPage page, Model model, HttpServletRequest request) {
        model.addAttribute("page", page);
        model.addAttribute("rows", rows(page));
        return LivePart.of("volumes", request);
    }

    private List<VolumeRow> rows(TeamPage page) {
        List<Volume> all = volumes.of(page.teamId());
        Map<UUID, Service> owners =
                services.all(all.stream().map(Volume::serviceId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Service::id, Function.identity()));
        Map<UUID, String> names =
                nodes.visibleTo(page.teamId()).stream().collect(Collectors.toMap(Node::id, Node::name));
        return all.stream()
                .flatMap(volume -> Optional.ofNullable(owners.get(volume.serviceId()))
                        .map(owner -> new VolumeRow(
                                volume, owner, names.getOrDefault(volume.nodeId(), "a node that was removed")))
                        .stream())
                .sorted(BY_SERVICE)
                .toList();
    }
}
