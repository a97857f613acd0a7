package io.berth.backend.web.inventory;

import io.berth.backend.images.CleanUpPlan;
import io.berth.backend.images.ImageCleanUp;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The images of a node: what a clean-up would remove, and the button that does it. */
@Controller
@RequestMapping("/t/{team}/nodes/{id}/images")
class CleanUpController {

    private final Nodes nodes;
    private final ImageCleanUp cleanUp;

    CleanUpController(Nodes nodes, ImageCleanUp cleanUp) {
        this.nodes = nodes;
        this.cleanUp = cleanUp;
    }

    @GetMapping
    String plan(TeamPage page, @PathVariable UUID id, Model model) {
        return show(page, node(page, id), cleanUp.plan(page.teamId(), id), false, model);
    }

    /** Shows what came of it: each image that could not be removed says why. */
    @PostMapping
    String run(TeamPage page, @PathVariable UUID id, Model model, RedirectAttributes next) {
        Node node = node(page, id);
        try {
            return show(page, node, cleanUp.run(page.teamId(), id, page.actor()), true, model);
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
            return page.redirectTo("nodes/" + id + "/images");
        }
    }

    private Node node(TeamPage page, UUID id) {
        return nodes.find(page.teamId(), id).orElseThrow(() -> new NotFoundException("node " + id));
    }

    private static String show(TeamPage page, Node node, CleanUpPlan plan, boolean done, Model model) {
        model.addAttribute("page", page);
        model.addAttribute("node", node);
        model.addAllAttributes(model(plan, done));
        return "nodes/images";
    }

    static Map<String, Object> model(CleanUpPlan plan, boolean done) {
        return Map.of(
                "plan",
                plan,
                "done",
                done,
                "going",
                plan.images().stream()
                        .filter(image -> image.remove() && (!done || image.problem() == null))
                        .toList(),
                "problems",
                plan.images().stream().filter(image -> image.problem() != null).count());
    }
}
