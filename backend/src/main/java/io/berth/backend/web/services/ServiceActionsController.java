package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployments;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Numbers;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import io.berth.backend.web.Wording;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of a service. Each asks for a deployment and goes back to where it was pressed. */
@Controller
@RequestMapping("/t/{team}/services/{id}")
class ServiceActionsController {

    private final Services services;
    private final Deployments deployments;
    private final Asking asking;
    private final Wording say;

    ServiceActionsController(Services services, Deployments deployments, Asking asking, Wording say) {
        this.services = services;
        this.deployments = deployments;
        this.asking = asking;
        this.say = say;
    }

    @PostMapping("/redeploy")
    String redeploy(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            @RequestParam(defaultValue = "") String from,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                say.redeploying(service),
                () -> deployments.redeploy(page.teamId(), id, page.actor(), Asking.request(key, busy)));
        return from.equals("list") ? page.redirectTo("services") : back(page, id);
    }

    @PostMapping("/start")
    String start(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                "Starting %s.".formatted(service.name()),
                () -> deployments.start(page.teamId(), id, page.actor(), Asking.request(key, busy)));
        return back(page, id);
    }

    @PostMapping("/stop")
    String stop(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                "Stopping %s. Its containers and volumes are kept.".formatted(service.name()),
                () -> deployments.stop(page.teamId(), id, page.actor(), Asking.request(key, busy)));
        return back(page, id);
    }

    @PostMapping("/restart")
    String restart(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                "Restarting %s: %s."
                        .formatted(
                                service.name(),
                                say.containers(service.containers().size())),
                () -> deployments.restart(page.teamId(), id, page.actor(), Asking.request(key, busy)));
        return back(page, id);
    }

    /** Makes the revision in force the definition again. What was not deployed stays in the history. */
    @PostMapping("/discard")
    String discard(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "-1") long version,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        Integer inForce = service.deployedRevision();
        try {
            if (inForce != null) {
                services.returnTo(page.teamId(), id, page.actor(), version, inForce);
                Flash.done("The definition is revision %d again. Revision %d stays in the history."
                                .formatted(inForce, service.latest().number()))
                        .on(next);
            }
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
        }
        return back(page, id);
    }

    @PostMapping("/scale")
    String scale(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            @RequestParam String count,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        int wanted = Numbers.orNone(count);
        String words = "Scaling %s to %s.".formatted(service.name(), say.containers(wanted));
        asking.ask(
                page,
                next,
                words,
                () -> deployments.scale(page.teamId(), id, page.actor(), wanted, Asking.request(key, busy)));
        return back(page, id);
    }

    /** Asks for the name, so that nobody ends a service by a slip. */
    @PostMapping("/terminate")
    String terminate(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        if (!service.name().equals(name.strip())) {
            Flash.refused("To terminate the service, type its name: %s.".formatted(service.name()))
                    .on(next);
            return back(page, id);
        }
        asking.ask(
                page,
                next,
                "Terminating %s. Its volumes and its history are kept.".formatted(service.name()),
                () -> deployments.terminate(page.teamId(), id, page.actor(), Asking.request(key, busy)));
        return back(page, id);
    }

    private static String back(TeamPage page, UUID id) {
        return page.redirectTo("services/" + id);
    }
}
