package io.berth.backend.api.services;

import io.berth.backend.api.Accepted;
import io.berth.backend.api.ActionCall;
import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.api.SeenVersion;
import io.berth.backend.api.Uris;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
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

/** Services as such; what is done with them is in {@link ServiceActionController}. */
@RestController
@RequestMapping(path = "/api/v1/service", produces = MediaType.APPLICATION_JSON_VALUE)
class ServiceController {

    private static final Filters<Service> FILTERS = Filters.of(Service::id)
            .state(s -> s.state().label())
            .text("name", Service::name)
            .nothing("stack", "stack__name");

    private final Services services;
    private final ServiceChanges changes;
    private final ServiceLookup lookup;
    private final ServiceAnswers answers;

    ServiceController(Services services, ServiceChanges changes, ServiceLookup lookup, ServiceAnswers answers) {
        this.services = services;
        this.changes = changes;
        this.lookup = lookup;
        this.answers = answers;
    }

    @GetMapping
    ListAnswer<ServiceAnswer> list(Caller caller, Listing listing) {
        List<Service> all = services.of(caller.teamId());
        return listing.page(all, FILTERS, some -> answers.of(some, all));
    }

    @PostMapping
    ResponseEntity<ServiceAnswer> create(Caller caller, Fields body) {
        ServiceInput input = ServiceInput.ofNew(body, lookup.in(caller.teamId()));
        return created(
                services.create(caller.teamId(), caller.actor(), input.name(), input.definition(), input.count()));
    }

    @GetMapping("/{uuid}")
    ServiceAnswer get(Caller caller, @PathVariable UUID uuid) {
        return answers.of(services.find(caller.teamId(), uuid));
    }

    @PatchMapping("/{uuid}")
    ResponseEntity<ServiceAnswer> change(
            Caller caller, @PathVariable UUID uuid, HttpServletRequest request, Fields body) {
        services.find(caller.teamId(), uuid);
        WhenBusy whenBusy = ActionCall.whenBusy(body, request::getParameter);
        Optional<Deployment> scaling = changes.apply(caller, uuid, SeenVersion.of(request), whenBusy, body);
        ServiceAnswer answer = answers.of(services.find(caller.teamId(), uuid));
        return scaling.map(deployment -> Accepted.by(deployment, answer)).orElseGet(() -> ResponseEntity.ok(answer));
    }

    @PostMapping("/{uuid}/clone")
    ResponseEntity<ServiceAnswer> copy(Caller caller, @PathVariable UUID uuid, Fields body) {
        Service present = services.find(caller.teamId(), uuid);
        int revision = body.number("revision", present.latest().number());
        if (lookup.revision(present, revision).isEmpty()) {
            body.wrong("revision", ServiceLookup.NO_REVISION);
        }
        String name = body.text("name", "");
        body.finish();
        return created(services.cloneOf(caller.teamId(), caller.actor(), uuid, revision, name));
    }

    private ResponseEntity<ServiceAnswer> created(Service made) {
        return ResponseEntity.created(URI.create(Uris.service(made.id()))).body(answers.of(made));
    }
}
