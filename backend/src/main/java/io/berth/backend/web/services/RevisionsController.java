package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployments;
import io.berth.backend.deployments.Preflight;
import io.berth.backend.deployments.Rollbacks;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What can be done with a revision: go back to it, compare it, make another service of it. */
@Controller
@RequestMapping("/t/{team}/services/{id}")
class RevisionsController {

    private final Services services;
    private final Deployments deployments;
    private final Rollbacks rollbacks;
    private final ServicePages pages;
    private final Asking asking;

    RevisionsController(
            Services services, Deployments deployments, Rollbacks rollbacks, ServicePages pages, Asking asking) {
        this.services = services;
        this.deployments = deployments;
        this.rollbacks = rollbacks;
        this.pages = pages;
        this.asking = asking;
    }

    /** Looks before anything is touched: where the image is, how long it will take, what changes. */
    @GetMapping("/revisions/{number}/rollback")
    String preflight(TeamPage page, @PathVariable UUID id, @PathVariable int number, Model model) {
        Service service = services.find(page.teamId(), id);
        Preflight preflight = rollbacks.preflight(page.teamId(), id, number);
        model.addAttribute("page", page);
        model.addAttribute("service", service);
        model.addAttribute("preflight", preflight);
        model.addAttribute("busy", pages.busy(page, id));
        model.addAttribute("requestKey", ServicePages.requestKey());
        return "services/preflight";
    }

    @PostMapping("/revisions/{number}/rollback")
    String rollback(
            TeamPage page,
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String busy,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        asking.ask(
                page,
                next,
                "Rolling back %s to revision %d.".formatted(service.name(), number),
                () -> deployments.rollback(page.teamId(), id, page.actor(), number, Asking.request(key, busy)));
        return page.redirectTo("services/" + id);
    }

    /** Without a choice: what is in force with the definition, or the definition with the one before it. */
    @GetMapping("/compare")
    String compare(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Model model) {
        Service service = services.find(page.teamId(), id);
        List<Revision> revisions = services.revisions(page.teamId(), id);
        int newer = to != null ? to : service.latest().number();
        int older = from != null ? from : usualOther(service, revisions, newer);
        model.addAttribute("page", page);
        model.addAttribute("service", service);
        model.addAttribute("revisions", revisions);
        model.addAttribute("from", services.revision(page.teamId(), id, older));
        model.addAttribute("to", services.revision(page.teamId(), id, newer));
        model.addAttribute(
                "differences", older == newer ? List.of() : deployments.compare(page.teamId(), id, older, newer));
        return "services/compare";
    }

    private static int usualOther(Service service, List<Revision> revisions, int newer) {
        Integer deployed = service.deployedRevision();
        if (deployed != null && deployed != newer) {
            return deployed;
        }
        return revisions.stream()
                .mapToInt(Revision::number)
                .filter(number -> number < newer)
                .max()
                .orElse(newer);
    }

    @GetMapping("/revisions/{number}/clone")
    ModelAndView copy(TeamPage page, @PathVariable UUID id, @PathVariable int number) {
        Service service = services.find(page.teamId(), id);
        return copyForm(page, service, number, service.name() + "-copy", null);
    }

    @PostMapping("/revisions/{number}/clone")
    ModelAndView makeCopy(
            TeamPage page,
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        Service service = services.find(page.teamId(), id);
        String wanted = name.strip();
        try {
            Service copy = services.cloneOf(page.teamId(), page.actor(), id, number, wanted);
            Flash.done("%s is a copy of %s, revision %d. Nothing runs until it is deployed."
                            .formatted(copy.name(), service.name(), number))
                    .on(next);
            return new ModelAndView(page.redirectTo("services/" + copy.id()));
        } catch (InvalidInputException e) {
            return copyForm(page, service, number, wanted, Map.of("name", firstWordOf(e)));
        } catch (ConflictException e) {
            return copyForm(page, service, number, wanted, FieldErrors.of("name", e.reason()));
        }
    }

    /** The name is the only field here: whatever else is wrong with an old definition is said beside it. */
    private static String firstWordOf(InvalidInputException e) {
        return Sentences.of(e.errors().getFirst().message());
    }

    private ModelAndView copyForm(
            TeamPage page, Service service, int number, String name, @Nullable Map<String, String> errors) {
        ModelAndView view = new ModelAndView("services/clone");
        view.addObject("page", page);
        view.addObject("service", service);
        view.addObject("revision", services.revision(page.teamId(), service.id(), number));
        view.addObject("name", name);
        view.addObject("errors", errors);
        if (errors != null) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }
}
