package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Numbers;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import io.berth.backend.web.Wording;
import java.util.UUID;
import java.util.function.Supplier;
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
    private final Wording say;

    ServiceActionsController(Services services, Deployments deployments, Wording say) {
        this.services = services;
        this.deployments = deployments;
        this.say = say;
    }

    @PostMapping("/redeploy")
    String redeploy(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String from,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        ask(
                page,
                next,
                say.redeploying(service),
                () -> deployments.redeploy(page.teamId(), id, page.actor(), DeploymentRequest.of(key)));
        return from.equals("list") ? page.redirectTo("services") : back(page, id);
    }

    @PostMapping("/start")
    String start(TeamPage page, @PathVariable UUID id, @RequestParam String key, RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        ask(
                page,
                next,
                "Starting %s.".formatted(service.name()),
                () -> deployments.start(page.teamId(), id, page.actor(), DeploymentRequest.of(key)));
        return back(page, id);
    }

    @PostMapping("/stop")
    String stop(TeamPage page, @PathVariable UUID id, @RequestParam String key, RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        ask(
                page,
                next,
                "Stopping %s. Its containers and volumes are kept.".formatted(service.name()),
                () -> deployments.stop(page.teamId(), id, page.actor(), DeploymentRequest.of(key)));
        return back(page, id);
    }

    @PostMapping("/scale")
    String scale(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam String count,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        int wanted = Numbers.orNone(count);
        String words = "Scaling %s to %s.".formatted(service.name(), say.containers(wanted));
        ask(
                page,
                next,
                words,
                () -> deployments.scale(page.teamId(), id, page.actor(), wanted, DeploymentRequest.of(key)));
        return back(page, id);
    }

    /** Asks for the name, so that nobody ends a service by a slip. */
    @PostMapping("/terminate")
    String terminate(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        if (!service.name().equals(name.strip())) {
            Flash.refused("To terminate the service, type its name: %s.".formatted(service.name()))
                    .on(next);
            return back(page, id);
        }
        ask(
                page,
                next,
                "Terminating %s. Its volumes and its history are kept.".formatted(service.name()),
                () -> deployments.terminate(page.teamId(), id, page.actor(), DeploymentRequest.of(key)));
        return back(page, id);
    }

    private void ask(TeamPage page, RedirectAttributes next, String words, Supplier<Deployment> request) {
        try {
            Deployment deployment = request.get();
            Flash.done(words)
                    .with(page.at("deployments/" + deployment.id()), "Watch it")
                    .on(next);
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
        } catch (InvalidInputException e) {
            Flash.refused(Sentences.of(e.errors().getFirst().message())).on(next);
        }
    }

    private static String back(TeamPage page, UUID id) {
        return page.redirectTo("services/" + id);
    }
}
