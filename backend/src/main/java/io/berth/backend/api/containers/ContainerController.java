package io.berth.backend.api.containers;

import io.berth.backend.api.Accepted;
import io.berth.backend.api.ActionCall;
import io.berth.backend.api.Caller;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/container", produces = MediaType.APPLICATION_JSON_VALUE)
class ContainerController {

    private static final Filters<Container> FILTERS = Filters.of(Container::id)
            .state(ContainerAnswers::state)
            .text("name", Container::displayName)
            .reference("service", "service", Container::serviceId)
            .reference("node", "node", Container::nodeId)
            .nothing("service__stack__name");

    private final Services services;
    private final Deployments deployments;
    private final ContainerAnswers answers;

    ContainerController(Services services, Deployments deployments, ContainerAnswers answers) {
        this.services = services;
        this.deployments = deployments;
        this.answers = answers;
    }

    /** Those that exist, and those that were removed in the last minutes. */
    @GetMapping
    ListAnswer<ContainerAnswer> list(Caller caller, Listing listing) {
        return listing.page(services.containers(caller.teamId()), FILTERS, some -> answers.of(caller.teamId(), some));
    }

    @GetMapping("/{uuid}")
    ContainerAnswer get(Caller caller, @PathVariable UUID uuid) {
        Container container = services.container(caller.teamId(), uuid);
        return answers.of(caller.teamId(), List.of(container)).getFirst();
    }

    /** Its last lines, kept when it failed or was replaced. */
    @GetMapping("/{uuid}/kept-log")
    KeptLogAnswer keptLog(Caller caller, @PathVariable UUID uuid) {
        Container container = services.container(caller.teamId(), uuid);
        return services.keptLog(caller.teamId(), uuid)
                .map(log -> KeptLogAnswer.of(container, log))
                .orElseThrow(() -> new NotFoundException("log: nothing of this container was kept"));
    }

    /** Replaces it by one of the latest definition. */
    @PostMapping("/{uuid}/redeploy")
    ResponseEntity<ContainerAnswer> redeploy(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Container container = present(caller, uuid);
        Service service = services.find(caller.teamId(), container.serviceId());
        DeploymentRequest request = call.request(service.definition().rollout()).only(container.slot());
        return accepted(caller, uuid, deployments.redeploy(caller.teamId(), service.id(), caller.actor(), request));
    }

    @PostMapping("/{uuid}/start")
    ResponseEntity<ContainerAnswer> start(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Container container = present(caller, uuid);
        DeploymentRequest request = call.request().only(container.slot());
        return accepted(
                caller, uuid, deployments.start(caller.teamId(), container.serviceId(), caller.actor(), request));
    }

    @PostMapping("/{uuid}/stop")
    ResponseEntity<ContainerAnswer> stop(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Container container = present(caller, uuid);
        DeploymentRequest request = call.request().only(container.slot());
        return accepted(
                caller, uuid, deployments.stop(caller.teamId(), container.serviceId(), caller.actor(), request));
    }

    /** What is asked for is done to the container's place, and that holds another one once this one is gone. */
    private Container present(Caller caller, UUID uuid) {
        Container container = services.container(caller.teamId(), uuid);
        if (container.state() == ContainerState.TERMINATED) {
            throw new ConflictException(
                    "state", container.displayName() + " was replaced or removed: nothing was done");
        }
        return container;
    }

    private ResponseEntity<ContainerAnswer> accepted(Caller caller, UUID uuid, Deployment deployment) {
        return Accepted.by(deployment, get(caller, uuid));
    }
}
