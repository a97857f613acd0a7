package io.berth.backend.web.services;

import io.berth.backend.web.LivePart;
import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The services of a team, and one of them. */
@Controller
@RequestMapping("/t/{team}/services")
class ServicesController {

    private final ServicePages pages;

    ServicesController(ServicePages pages) {
        this.pages = pages;
    }

    @GetMapping
    String list(TeamPage page, Model model, HttpServletRequest request) {
        model.addAttribute("page", page);
        model.addAttribute("rows", pages.rows(page));
        model.addAttribute("nodeReady", pages.anyNodeReady(page));
        return LivePart.of("services/list", request);
    }

    @GetMapping("/{id}")
    String show(
            TeamPage page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String revisions,
            Model model,
            HttpServletRequest request) {
        boolean all = revisions.equals("all");
        model.addAttribute("page", page);
        model.addAttribute("allRevisions", all ? "all" : null);
        model.addAttribute("view", pages.view(page, id, all));
        return LivePart.of("services/show", request);
    }
}
