package io.berth.backend.web.services;

import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.services.Services;
import io.berth.backend.web.TeamPage;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What can be done with one container alone: its place in the service is named, for containers come and go. */
@Controller
@RequestMapping("/t/{team}/services/{id}/slots/{slot}")
class SlotActionsController {

    private final Services services;
    private final Deployments deployments;
    private final Asking asking;

    SlotActionsController(Services services, Deployments deployments, Asking asking) {
        this.services = services;
        this.deployments = deployments;
        this.asking = asking;
    }

    @PostMapping("/redeploy")
    String redeploy(
            TeamPage page,
            @PathVariable UUID id,
            @PathVariable int slot,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        DeploymentRequest request = Asking.request(key, busy).only(slot);
        String words = "Redeploying %s.".formatted(nameOf(page, id, slot));
        asking.ask(page, next, words, () -> deployments.redeploy(page.teamId(), id, page.actor(), request));
        return page.redirectTo("services/" + id);
    }

    @PostMapping("/start")
    String start(
            TeamPage page,
            @PathVariable UUID id,
            @PathVariable int slot,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        DeploymentRequest request = Asking.request(key, busy).only(slot);
        String words = "Starting %s.".formatted(nameOf(page, id, slot));
        asking.ask(page, next, words, () -> deployments.start(page.teamId(), id, page.actor(), request));
        return page.redirectTo("services/" + id);
    }

    @PostMapping("/stop")
    String stop(
            TeamPage page,
            @PathVariable UUID id,
            @PathVariable int slot,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        DeploymentRequest request = Asking.request(key, busy).only(slot);
        String words = "Stopping %s. The container and its volumes are kept.".formatted(nameOf(page, id, slot));
        asking.ask(page, next, words, () -> deployments.stop(page.teamId(), id, page.actor(), request));
        return page.redirectTo("services/" + id);
    }

    private String nameOf(TeamPage page, UUID service, int slot) {
        return services.find(page.teamId(), service).name() + "-" + slot;
    }
}
