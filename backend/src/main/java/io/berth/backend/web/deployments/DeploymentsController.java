package io.berth.backend.web.deployments;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.web.LivePart;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The history of a team's deployments, and each of them. */
@Controller
@RequestMapping("/t/{team}/deployments")
class DeploymentsController {

    private static final int STEP = 50;
    private static final int MOST = 1_000;

    private final Deployments deployments;
    private final DeploymentPages pages;

    DeploymentsController(Deployments deployments, DeploymentPages pages) {
        this.deployments = deployments;
        this.pages = pages;
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
        model.addAllAttributes(pages.of(page, id));
        return LivePart.of("deployments/show", request);
    }
}
