package io.berth.backend.web.services;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.FieldErrors;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import io.berth.backend.web.Wording;
import io.berth.backend.web.services.ServiceEdits.Next;
import io.berth.backend.web.services.ServiceEdits.Saved;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form for a new service and for changing one. What was typed is never lost, whatever is wrong with it. */
@Controller
@RequestMapping("/t/{team}/services")
class ServiceFormController {

    private final ServicePages pages;
    private final ServiceEdits edits;
    private final Services services;
    private final Wording say;

    ServiceFormController(ServicePages pages, ServiceEdits edits, Services services, Wording say) {
        this.pages = pages;
        this.edits = edits;
        this.services = services;
        this.say = say;
    }

    @GetMapping("/new")
    ModelAndView blank(TeamPage page, @RequestParam(defaultValue = "service") String kind) {
        return form(page, null, kind.equals("balancer") ? ServiceForm.ofNewBalancer() : ServiceForm.empty());
    }

    @PostMapping
    ModelAndView create(TeamPage page, @RequestParam MultiValueMap<String, String> sent, RedirectAttributes next) {
        ServiceForm form = SentForm.read(sent);
        if (changesRows(sent)) {
            return form(page, null, withMoreRows(form, sent));
        }
        try {
            Service created = edits.create(page, form, wish(sent));
            created(created, wish(sent)).on(next);
            return new ModelAndView(page.redirectTo("services/" + created.id()));
        } catch (InvalidInputException e) {
            return wrong(form(page, null, form), HttpStatus.UNPROCESSABLE_CONTENT, FieldErrors.of(e));
        } catch (ConflictException e) {
            return conflict(form(page, null, form), e);
        }
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(TeamPage page, @PathVariable UUID id) {
        Service service = services.find(page.teamId(), id);
        return form(page, service, ServiceForm.of(service));
    }

    @PostMapping("/{id}/edit")
    ModelAndView save(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes next) {
        ServiceForm form = SentForm.read(sent);
        Service service = services.find(page.teamId(), id);
        if (changesRows(sent)) {
            return form(page, service, withMoreRows(form, sent));
        }
        try {
            saved(edits.save(page, id, form, wish(sent)), wish(sent)).on(next);
            return new ModelAndView(page.redirectTo("services/" + id));
        } catch (InvalidInputException e) {
            return wrong(form(page, service, form), HttpStatus.UNPROCESSABLE_CONTENT, FieldErrors.of(e));
        } catch (ConflictException e) {
            return conflict(form(page, service, form), e);
        }
    }

    private ModelAndView form(TeamPage page, @Nullable Service service, ServiceForm form) {
        ModelAndView view = new ModelAndView("services/form");
        view.addObject("page", page);
        view.addObject("service", service);
        view.addObject("form", form);
        view.addObject("linkable", pages.linkable(page));
        return view;
    }

    private static ModelAndView wrong(ModelAndView view, HttpStatus status, Map<String, String> errors) {
        view.setStatus(status);
        view.addObject("errors", errors);
        return view;
    }

    private static ModelAndView conflict(ModelAndView view, ConflictException e) {
        String field = e.field();
        if (field != null) {
            return wrong(view, HttpStatus.CONFLICT, FieldErrors.of(field, e.reason()));
        }
        view.addObject("stale", e.code().equals("changed-meanwhile"));
        view.addObject("conflict", Sentences.of(e.reason()));
        view.setStatus(HttpStatus.CONFLICT);
        return view;
    }

    /** The buttons for rows work without scripts too: they send the form, and get it back with a row more or less. */
    private static boolean changesRows(MultiValueMap<String, String> sent) {
        return sent.containsKey("add") || sent.containsKey("remove");
    }

    private static ServiceForm withMoreRows(ServiceForm form, MultiValueMap<String, String> sent) {
        String kind = sent.getFirst("add");
        return kind == null ? form : form.withRow(kind);
    }

    private static Next wish(MultiValueMap<String, String> sent) {
        return "deploy".equals(sent.getFirst("then")) ? Next.DEPLOY : Next.NOTHING;
    }

    private Flash created(Service service, Next next) {
        return Flash.done(
                next == Next.DEPLOY
                        ? "Deploying %s: %s.".formatted(service.name(), say.containers(service.targetCount()))
                        : "%s is created. Nothing runs until it is deployed.".formatted(service.name()));
    }

    private Flash saved(Saved saved, Next next) {
        Service service = saved.service();
        if (next == Next.DEPLOY) {
            return Flash.done(say.redeploying(service));
        }
        if (!saved.newRevision()) {
            return Flash.done(saved.newCount() ? say.scaling(service) : "Nothing was changed.");
        }
        String revision = "Saved as revision " + service.latest().number() + ".";
        String containers = service.containers().isEmpty() ? "" : " The containers keep the old one until a redeploy.";
        return Flash.done(revision + containers);
    }
}
