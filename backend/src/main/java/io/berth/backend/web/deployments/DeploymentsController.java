package io.berth.backend.web.deployments;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.web.Flash;
import io.berth.backend.web.LivePart;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The history of a team's deployments, and each of them. */
@Controller
@RequestMapping("/t/{team}/deployments")
class DeploymentsController {

    private static final int STEP = 50;
    private static final int MOST = 1_000;

    /** Differences that each deployment's own facts tell already. */
    private static final Set<String> SHOWN_ANYWAY = Set.of("tag", "digest");

    private final Deployments deployments;
    private final Nodes nodes;

    DeploymentsController(Deployments deployments, Nodes nodes) {
        this.deployments = deployments;
        this.nodes = nodes;
    }

    @GetMapping
    String history(
            TeamPage page, @RequestParam(defaultValue = "" + STEP) int limit, Model model, HttpServletRequest request) {
        int shown = Math.clamp(limit, 1, MOST);
        List<Deployment> found = deployments.history(page.teamId(), shown + 1);
        model.addAttribute("page", page);
        model.addAttribute("deployments", found.subList(0, Math.min(shown, found.size())));
        model.addAttribute("limit", shown == STEP ? null : shown);
        model.addAttribute("more", found.size() > shown && shown < MOST ? shown + STEP : null);
        return LivePart.of("deployments/list", request);
    }

    @GetMapping("/{id}")
    String show(TeamPage page, @PathVariable UUID id, Model model, HttpServletRequest request) {
        DeploymentDetails details = deployments.details(page.teamId(), id);
        model.addAttribute("page", page);
        model.addAttribute("deployment", details.deployment());
        model.addAttribute("slots", SlotRow.of(id, details.containers(), details.events()));
        model.addAttribute("events", details.events());
        model.addAttribute(
                "differences",
                details.differences().stream()
                        .filter(d -> !SHOWN_ANYWAY.contains(d.what()))
                        .toList());
        model.addAttribute(
                "nodes", nodes.visibleTo(page.teamId()).stream().collect(Collectors.toMap(Node::id, Node::name)));
        return LivePart.of("deployments/show", request);
    }

    @PostMapping("/{id}/cancel")
    String cancel(TeamPage page, @PathVariable UUID id, RedirectAttributes next) {
        Deployment deployment = deployments.find(page.teamId(), id);
        try {
            deployments.cancel(page.teamId(), id, page.actor());
            Flash.done("Cancelling: what was changed goes back to what ran before.")
                    .on(next);
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
        }
        return page.redirectTo("deployments/" + deployment.id());
    }
}
