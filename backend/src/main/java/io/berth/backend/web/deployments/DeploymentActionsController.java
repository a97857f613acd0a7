package io.berth.backend.web.deployments;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.StrategyForm;
import io.berth.backend.web.TeamPage;
import io.berth.backend.web.Wording;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of a deployment. */
@Controller
@RequestMapping("/t/{team}/deployments/{id}")
class DeploymentActionsController {

    private final Deployments deployments;
    private final DeploymentPages pages;
    private final Wording say;

    DeploymentActionsController(Deployments deployments, DeploymentPages pages, Wording say) {
        this.deployments = deployments;
        this.pages = pages;
        this.say = say;
    }

    /** @param from {@code service} if it was asked for on the page of the service, where it then goes back to */
    @PostMapping("/cancel")
    String cancel(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String from,
            RedirectAttributes next) {
        Deployment deployment = deployments.find(page.teamId(), id);
        String words = deployment.state() == DeploymentState.QUEUED
                ? "%s is taken out of the queue.".formatted(say.title(deployment))
                : "Cancelling: it ends where it is.";
        ask(next, words, () -> deployments.cancel(page.teamId(), id, page.actor()));
        return page.redirectTo(from.equals("service") ? "services/" + deployment.serviceId() : "deployments/" + id);
    }

    @PostMapping("/rollback")
    String rollBack(TeamPage page, @PathVariable UUID id, RedirectAttributes next) {
        deployments.find(page.teamId(), id);
        ask(
                next,
                "Rolling back: every container goes back to what it was.",
                () -> deployments.rollBack(page.teamId(), id, page.actor()));
        return page.redirectTo("deployments/" + id);
    }

    @PostMapping("/pause")
    String pause(TeamPage page, @PathVariable UUID id, RedirectAttributes next) {
        deployments.find(page.teamId(), id);
        ask(
                next,
                "Pausing: what is under way is brought to its end, and nothing else is begun.",
                () -> deployments.pause(page.teamId(), id, page.actor()));
        return page.redirectTo("deployments/" + id);
    }

    @PostMapping("/resume")
    String resume(TeamPage page, @PathVariable UUID id, RedirectAttributes next) {
        deployments.find(page.teamId(), id);
        ask(next, "Going on.", () -> deployments.resume(page.teamId(), id, page.actor()));
        return page.redirectTo("deployments/" + id);
    }

    /** What is wrong with the fields is said in the dialog, which the page then opens again. */
    @PostMapping("/strategy")
    ModelAndView changeStrategy(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes next) {
        deployments.find(page.teamId(), id);
        StrategyForm strategy = StrategyForm.read(sent);
        try {
            ask(
                    next,
                    "Changed: it goes on with the new strategy.",
                    () -> deployments.changeStrategy(page.teamId(), id, page.actor(), strategy.rollout()));
            return new ModelAndView(page.redirectTo("deployments/" + id));
        } catch (InvalidInputException e) {
            ModelAndView view = new ModelAndView("deployments/show", pages.of(page, id));
            view.addObject("strategy", strategy);
            view.addObject("errors", FieldErrors.of(e));
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
    }

    private static void ask(RedirectAttributes next, String words, Runnable request) {
        try {
            request.run();
            Flash.done(words).on(next);
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
        }
    }
}
