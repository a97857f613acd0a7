package io.berth.backend.api.actions;

import io.berth.backend.api.Caller;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.deployments.FoundDeployments;
import io.berth.backend.services.Container;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Each deployment is an action on its service, with the same id. {@link InterventionController} steers those at work. */
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

    private Optional<UUID> serviceOf(Caller caller, UUID container) {
        return services.containers(caller.teamId()).stream()
                .filter(c -> c.id().equals(container))
                .map(Container::serviceId)
                .findFirst();
    }
}
