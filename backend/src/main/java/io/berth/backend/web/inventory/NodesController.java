package io.berth.backend.web.inventory;

import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Services;
import io.berth.backend.web.LivePart;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The nodes that run a team's containers. */
@Controller
class NodesController {

    private final Nodes nodes;
    private final Services services;

    NodesController(Nodes nodes, Services services) {
        this.nodes = nodes;
        this.services = services;
    }

    @GetMapping("/t/{team}/nodes")
    String list(TeamPage page, Model model, HttpServletRequest request) {
        model.addAttribute("page", page);
        model.addAttribute("nodes", nodes.visibleTo(page.teamId()));
        model.addAttribute("containers", containersByNode(page));
        return LivePart.of("nodes/list", request);
    }

    /** Counts this team's containers alone: what others run on a shared node is their own affair. */
    private Map<UUID, Long> containersByNode(TeamPage page) {
        return services.containers(page.teamId()).stream()
                .filter(c -> c.state() != ContainerState.TERMINATED)
                .collect(Collectors.groupingBy(Container::nodeId, Collectors.counting()));
    }
}
