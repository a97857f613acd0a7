package io.berth.backend.web.containers;

import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Container;
import io.berth.backend.services.Services;
import io.berth.backend.web.TeamPage;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page that shows a container's log. The lines come over {@link LogStreamController}. */
@Controller
@RequestMapping("/t/{team}/containers/{id}/logs")
class LogsController {

    private final Services services;
    private final Nodes nodes;

    LogsController(Services services, Nodes nodes) {
        this.services = services;
        this.nodes = nodes;
    }

    @GetMapping
    String logs(TeamPage page, @PathVariable UUID id, Model model) {
        Container container = services.container(page.teamId(), id);
        model.addAttribute("page", page);
        model.addAttribute("container", container);
        model.addAttribute("service", services.find(page.teamId(), container.serviceId()));
        model.addAttribute(
                "nodeName", nodes.byId(container.nodeId()).map(Node::name).orElse("a node that was removed"));
        return "containers/logs";
    }
}
