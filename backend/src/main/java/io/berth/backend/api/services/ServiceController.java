package io.berth.backend.api.services;

import io.berth.backend.api.ActionHeader;
import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.api.RequestKey;
import io.berth.backend.api.SeenVersion;
import io.berth.backend.api.Uris;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/service", produces = MediaType.APPLICATION_JSON_VALUE)
class ServiceController {

    private static final Filters<Service> FILTERS = Filters.of(Service::id)
            .state(s -> s.state().label())
            .text("name", Service::name)
            .nothing("stack", "stack__name");

    private final Services services;
    private final Deployments deployments;
    private final ServiceChanges changes;
    private final ServiceLookup lookup;
    private final ServiceAnswers answers;

    ServiceController(
            Services services,
            Deployments deployments,
            ServiceChanges changes,
            ServiceLookup lookup,
            ServiceAnswers answers) {
        this.services = services;
        this.deployments = deployments;
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
        Service made =
                services.create(caller.teamId(), caller.actor(), input.name(), input.definition(), input.count());
        return ResponseEntity.created(URI.create(Uris.service(made.id()))).body(answers.of(made));
    }

    @GetMapping("/{uuid}")
    ServiceAnswer get(Caller caller, @PathVariable UUID uuid) {
        return answers.of(services.find(caller.teamId(), uuid));
    }

    @PatchMapping("/{uuid}")
    ResponseEntity<ServiceAnswer> change(
            Caller caller, @PathVariable UUID uuid, HttpServletRequest request, Fields body) {
        services.find(caller.teamId(), uuid);
        Optional<Deployment> scaling = changes.apply(caller, uuid, SeenVersion.of(request), body);
        ServiceAnswer answer = answers.of(services.find(caller.teamId(), uuid));
        return scaling.map(deployment -> accepted(deployment, answer)).orElseGet(() -> ResponseEntity.ok(answer));
    }

    @PostMapping("/{uuid}/start")
    ResponseEntity<ServiceAnswer> start(Caller caller, @PathVariable UUID uuid, RequestKey key) {
        return accepted(
                caller, deployments.start(caller.teamId(), uuid, caller.actor(), DeploymentRequest.of(key.value())));
    }

    @PostMapping("/{uuid}/stop")
    ResponseEntity<ServiceAnswer> stop(Caller caller, @PathVariable UUID uuid, RequestKey key) {
        return accepted(
                caller, deployments.stop(caller.teamId(), uuid, caller.actor(), DeploymentRequest.of(key.value())));
    }

    @PostMapping("/{uuid}/redeploy")
    ResponseEntity<ServiceAnswer> redeploy(Caller caller, @PathVariable UUID uuid, RequestKey key) {
        return accepted(
                caller, deployments.redeploy(caller.teamId(), uuid, caller.actor(), DeploymentRequest.of(key.value())));
    }

    @PostMapping("/{uuid}/scale")
    ResponseEntity<ServiceAnswer> scale(Caller caller, @PathVariable UUID uuid, RequestKey key) {
        services.find(caller.teamId(), uuid);
        return accepted(caller, changes.scaleToTarget(caller, uuid, key.value()));
    }

    @DeleteMapping("/{uuid}")
    ResponseEntity<ServiceAnswer> terminate(Caller caller, @PathVariable UUID uuid, RequestKey key) {
        return accepted(
                caller,
                deployments.terminate(caller.teamId(), uuid, caller.actor(), DeploymentRequest.of(key.value())));
    }

    private ResponseEntity<ServiceAnswer> accepted(Caller caller, Deployment deployment) {
        return accepted(deployment, answers.of(services.find(caller.teamId(), deployment.serviceId())));
    }

    private static ResponseEntity<ServiceAnswer> accepted(Deployment deployment, ServiceAnswer answer) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(ActionHeader.NAME, Uris.action(deployment.id()))
                .body(answer);
    }
}
