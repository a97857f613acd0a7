package io.berth.backend.web.accounts;

import io.berth.backend.accounts.SetupLink;
import io.berth.backend.web.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page. What is typed there goes to Spring Security. */
@Controller
class SignInController {

    private final SetupLink setup;
    private final Visitor visitor;

    SignInController(SetupLink setup, Visitor visitor) {
        this.setup = setup;
        this.visitor = visitor;
    }

    @GetMapping("/sign-in")
    String signIn(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String out,
            Model model) {
        if (visitor.signedIn().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("refused", error != null);
        model.addAttribute("signedOut", out != null);
        model.addAttribute("nobodyYet", setup.pendingUrl().isPresent());
        return "account/sign-in";
    }
}
