package io.berth.backend.web.services;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.web.Choices;
import io.berth.backend.web.Flash;
import io.berth.backend.web.Sentences;
import io.berth.backend.web.TeamPage;
import io.berth.backend.web.Wording;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks for a deployment, and says on the next page what came of that. */
@Component
class Asking {

    private final Wording say;

    Asking(Wording say) {
        this.say = say;
    }

    /** @param busy what the reader chose for the case that another deployment is at work */
    static DeploymentRequest request(String key, String busy) {
        return DeploymentRequest.of(key).whenBusy(Choices.of(busy.toUpperCase(Locale.ROOT), WhenBusy.QUEUE));
    }

    /** @param words what is said if it begins at once */
    void ask(TeamPage page, RedirectAttributes next, String words, Supplier<Deployment> request) {
        try {
            Deployment deployment = request.get();
            Flash.done(waits(deployment) ? waiting(deployment) : words)
                    .with(page.at("deployments/" + deployment.id()), "Watch it")
                    .on(next);
        } catch (ConflictException e) {
            Flash.refused(Sentences.of(e.reason())).on(next);
        } catch (InvalidInputException e) {
            Flash.refused(Sentences.of(e.errors().getFirst().message())).on(next);
        }
    }

    private static boolean waits(Deployment deployment) {
        return deployment.state() == DeploymentState.QUEUED && deployment.ahead() > 0;
    }

    private String waiting(Deployment deployment) {
        return "%s of %s is queued. %s."
                .formatted(deployment.operation().label(), say.subject(deployment), say.queued(deployment.ahead()));
    }
}
