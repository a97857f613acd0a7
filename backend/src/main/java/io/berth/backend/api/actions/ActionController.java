package io.berth.backend.api.actions;

import io.berth.backend.api.Accepted;
import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.api.Strategy;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.deployments.FoundDeployments;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.Container;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Each deployment is an action on its service, with the same id. */
@RestController
@RequestMapping(path = "/api/v1/action", produces = MediaType.APPLICATION_JSON_VALUE)
class ActionController {

    private final Deployments deployments;
    private final Services services;

    ActionController(Deployments deployments, Services services) {
        this.deployments = deployments;
        this.services = services;
    }

    /** The newest first. */
    @GetMapping
    ListAnswer<ActionAnswer> list(Caller caller, Listing listing) {
        Optional<DeploymentSearch> search =
                new ActionQuery(listing, container -> serviceOf(caller, container)).search();
        FoundDeployments found = search.map(
                        wanted -> deployments.search(caller.teamId(), wanted, listing.offset(), listing.limit()))
                .orElse(new FoundDeployments(0, List.of()));
        return listing.answer(
                found.total(),
                found.deployments().stream().map(ActionAnswer::of).toList());
    }

    @GetMapping("/{uuid}")
    ActionAnswer get(Caller caller, @PathVariable UUID uuid) {
        return ActionAnswer.of(deployments.details(caller.teamId(), uuid));
    }

    @PostMapping("/{uuid}/cancel")
    ResponseEntity<ActionAnswer> cancel(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.cancellable(), deployment, "there is nothing to cancel");
        deployments.cancel(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    @PostMapping("/{uuid}/rollback")
    ResponseEntity<ActionAnswer> rollBack(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.canRollBack(), deployment, "it cannot be turned round");
        deployments.rollBack(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    @PostMapping("/{uuid}/pause")
    ResponseEntity<ActionAnswer> pause(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.canPause(), deployment, "it cannot be paused");
        deployments.pause(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    @PostMapping("/{uuid}/resume")
    ResponseEntity<ActionAnswer> resume(Caller caller, @PathVariable UUID uuid, Fields body) {
        Deployment deployment = deployments.find(caller.teamId(), uuid);
        body.finish();
        refuseUnless(deployment.canResume(), deployment, "it cannot be resumed");
        deployments.resume(caller.teamId(), uuid, caller.actor());
        return accepted(caller, deployment);
    }

    /** Changes the strategy by which it goes on. */
    @PatchMapping("/{uuid}")
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

    private Optional<UUID> serviceOf(Caller caller, UUID container) {
        return services.containers(caller.teamId()).stream()
                .filter(c -> c.id().equals(container))
                .map(Container::serviceId)
                .findFirst();
    }
}
