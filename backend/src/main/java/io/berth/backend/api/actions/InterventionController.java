package io.berth.backend.api.actions;

import io.berth.backend.api.Accepted;
import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.api.Strategy;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done to an action that is not over. */
@RestController
@RequestMapping(path = "/api/v1/action/{uuid}", produces = MediaType.APPLICATION_JSON_VALUE)
class InterventionController {

    private final Deployments deployments;

    InterventionController(Deployments deployments) {
        this.deployments = deployments;
    }

    @PostMapping("/cancel")
    ResponseEntity<ActionAnswer> cancel(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.cancellable(), deployment, "there is nothing to cancel");
        deployments.cancel(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    @PostMapping("/rollback")
    ResponseEntity<ActionAnswer> rollBack(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.canRollBack(), deployment, "it cannot be turned round");
        deployments.rollBack(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    @PostMapping("/pause")
    ResponseEntity<ActionAnswer> pause(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.canPause(), deployment, "it cannot be paused");
        deployments.pause(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    @PostMapping("/resume")
    ResponseEntity<ActionAnswer> resume(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.canResume(), deployment, "it cannot be resumed");
        deployments.resume(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    /** Changes the strategy by which it goes on. */
    @PatchMapping
    ActionAnswer change(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        Rollout now = deployment.rollout();
        Rollout wanted = body.object("rollout", now, sent -> Strategy.read(sent, now));
        body.finish();
        refuseUnless(!deployment.state().ended(), deployment, "its strategy matters no more");
        if (!wanted.equals(now)) {
            deployments.changeStrategy(caller.teamId(), uuid, caller.actor(), wanted);
        }
        return ActionAnswer.of(deployments.details(caller.teamId(), uuid));
    }

    private ResponseEntity<ActionAnswer> accepted(Caller caller, Deployment deployment) {
        return Accepted.by(deployment, ActionAnswer.of(deployments.details(caller.teamId(), deployment.id())));
    }

    private static void refuseUnless(boolean possible, Deployment deployment, String why) {
        if (!possible) {
            throw new ConflictException("state", "this action is " + state(deployment) + ": " + why);
        }
    }

    /** The customary words, but where they have none. */
    private static String state(Deployment deployment) {
        boolean cancelling = deployment.cancelledBy() != null;
        if (deployment.goingBack() != null && !deployment.state().ended() && !cancelling) {
            return "going back already";
        }
        String label = deployment.state() == DeploymentState.PAUSED && !cancelling
                ? deployment.state().label()
                : ActionState.of(deployment).label();
        return label.toLowerCase(Locale.ROOT);
    }
}
