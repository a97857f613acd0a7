package io.berth.backend.api.containers;

import io.berth.backend.api.Caller;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.services.Container;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
    private final ContainerAnswers answers;

    ContainerController(Services services, ContainerAnswers answers) {
        this.services = services;
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
}
