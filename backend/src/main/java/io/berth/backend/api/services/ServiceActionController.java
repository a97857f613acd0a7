package io.berth.backend.api.services;

import io.berth.backend.api.Accepted;
import io.berth.backend.api.ActionCall;
import io.berth.backend.api.Caller;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done with a service as a whole: each call starts an action. */
@RestController
@RequestMapping(path = "/api/v1/service/{uuid}", produces = MediaType.APPLICATION_JSON_VALUE)
class ServiceActionController {

    private final Services services;
    private final Deployments deployments;
    private final ServiceChanges changes;
    private final ServiceLookup lookup;
    private final ServiceAnswers answers;

    ServiceActionController(
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

    @PostMapping("/start")
    ResponseEntity<ServiceAnswer> start(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        services.find(caller.teamId(), uuid);
        return accepted(caller, deployments.start(caller.teamId(), uuid, caller.actor(), call.request()));
    }

    @PostMapping("/stop")
    ResponseEntity<ServiceAnswer> stop(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        services.find(caller.teamId(), uuid);
        return accepted(caller, deployments.stop(caller.teamId(), uuid, caller.actor(), call.request()));
    }

    @PostMapping("/restart")
    ResponseEntity<ServiceAnswer> restart(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Service service = services.find(caller.teamId(), uuid);
        Revision inForce = services.inForce(service);
        return accepted(
                caller,
                deployments.restart(
                        caller.teamId(),
                        uuid,
                        caller.actor(),
                        call.request(inForce.definition().rollout())));
    }

    @PostMapping("/redeploy")
    ResponseEntity<ServiceAnswer> redeploy(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Service service = services.find(caller.teamId(), uuid);
        return accepted(
                caller,
                deployments.redeploy(
                        caller.teamId(),
                        uuid,
                        caller.actor(),
                        call.request(service.definition().rollout())));
    }

    @PostMapping("/rollback")
    ResponseEntity<ServiceAnswer> rollback(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Service service = services.find(caller.teamId(), uuid);
        int number = call.revision();
        Optional<Revision> target = lookup.revision(service, number);
        if (target.isEmpty()) {
            call.wrong("revision", ServiceLookup.NO_REVISION);
        }
        return accepted(
                caller,
                deployments.rollback(
                        caller.teamId(),
                        uuid,
                        caller.actor(),
                        number,
                        call.request(
                                target.orElse(service.latest()).definition().rollout())));
    }

    @PostMapping("/scale")
    ResponseEntity<ServiceAnswer> scale(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        services.find(caller.teamId(), uuid);
        return accepted(caller, changes.scaleToTarget(caller, uuid, call.request()));
    }

    @DeleteMapping
    ResponseEntity<ServiceAnswer> terminate(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        services.find(caller.teamId(), uuid);
        return accepted(caller, deployments.terminate(caller.teamId(), uuid, caller.actor(), call.request()));
    }

    private ResponseEntity<ServiceAnswer> accepted(Caller caller, Deployment deployment) {
        return Accepted.by(deployment, answers.of(services.find(caller.teamId(), deployment.serviceId())));
    }
}
