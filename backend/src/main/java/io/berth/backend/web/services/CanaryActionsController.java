package io.berth.backend.web.services;

import io.berth.backend.deployments.CanaryReleases;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Numbers;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of a service's canary. */
@Controller
@RequestMapping("/t/{team}/services/{id}/canary")
class CanaryActionsController {

    private final Services services;
    private final CanaryReleases canaries;
    private final Asking asking;

    CanaryActionsController(Services services, CanaryReleases canaries, Asking asking) {
        this.services = services;
        this.canaries = canaries;
        this.asking = asking;
    }

    @PostMapping
    String begin(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String percent,
            @RequestParam(defaultValue = "") String containers,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        CanaryReleases.Wish wish = new CanaryReleases.Wish(
                Numbers.orNone(percent), Numbers.orNone(containers), tag.isBlank() ? null : tag.strip());
        asking.ask(
                page,
                next,
                "Starting a canary of %s with %s %% of the requests.".formatted(service.name(), percent.strip()),
                () -> canaries.begin(page.teamId(), id, page.actor(), wish, key));
        return back(page, id);
    }

    @PostMapping("/percent")
    String percent(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String percent,
            RedirectAttributes next) {
        services.find(page.teamId(), id);
        try {
            canaries.changePercent(page.teamId(), id, page.actor(), Numbers.orNone(percent));
            Flash.done("The canary gets %s %% of the requests.".formatted(percent.strip()))
                    .on(next);
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
        } catch (InvalidInputException e) {
            Flash.refused(Sentences.of(e.errors().getFirst().message())).on(next);
        }
        return back(page, id);
    }

    @PostMapping("/promote")
    String promote(TeamPage page, @PathVariable UUID id, @RequestParam String key, RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                "Promoting the canary of %s.".formatted(service.name()),
                () -> canaries.promote(page.teamId(), id, page.actor(), DeploymentRequest.of(key)));
        return back(page, id);
    }

    @PostMapping("/abort")
    String abort(TeamPage page, @PathVariable UUID id, @RequestParam String key, RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                "Removing the canary of %s.".formatted(service.name()),
                () -> canaries.abort(page.teamId(), id, page.actor(), DeploymentRequest.of(key)));
        return back(page, id);
    }

    private static String back(TeamPage page, UUID id) {
        return page.redirectTo("services/" + id);
    }
}
