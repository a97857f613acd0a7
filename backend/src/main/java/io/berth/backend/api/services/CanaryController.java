package io.berth.backend.api.services;

import io.berth.backend.api.Accepted;
import io.berth.backend.api.ActionCall;
import io.berth.backend.api.Caller;
import io.berth.backend.api.Dates;
import io.berth.backend.api.Fields;
import io.berth.backend.api.Uris;
import io.berth.backend.api.services.CanaryAnswer.CountersAnswer;
import io.berth.backend.balancing.CountedRequests;
import io.berth.backend.deployments.CanaryReleases;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Canary;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.protocol.BalancerSetup.Counters;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A new revision of a service beside the old one. */
@RestController
@RequestMapping(path = "/api/v1/service/{uuid}/canary", produces = MediaType.APPLICATION_JSON_VALUE)
class CanaryController {

    private static final String PERCENT = "percent";
    private static final String GIVE_PERCENT = "give a whole number from 0 to 100";
    private static final Counters NOTHING = new Counters(0, 0, 0, 0);

    private final CanaryReleases canaries;
    private final CountedRequests counted;
    private final Services services;
    private final ServiceAnswers answers;

    CanaryController(CanaryReleases canaries, CountedRequests counted, Services services, ServiceAnswers answers) {
        this.canaries = canaries;
        this.counted = counted;
        this.services = services;
        this.answers = answers;
    }

    @GetMapping
    CanaryAnswer get(Caller caller, @PathVariable UUID uuid) {
        return canaries.of(caller.teamId(), uuid)
                .map(canary -> answer(caller, canary))
                .orElseThrow(() -> new NotFoundException("canary of service " + uuid));
    }

    @PostMapping
    ResponseEntity<ServiceAnswer> begin(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        services.find(caller.teamId(), uuid);
        CanaryReleases.Wish wish = new CanaryReleases.Wish(
                call.number(PERCENT, GIVE_PERCENT), call.number("containers", 1), call.text("tag"));
        return accepted(
                caller,
                canaries.begin(
                        caller.teamId(),
                        uuid,
                        caller.actor(),
                        wish,
                        call.request().key()));
    }

    @PatchMapping
    CanaryAnswer change(Caller caller, @PathVariable UUID uuid, Fields body) {
        services.find(caller.teamId(), uuid);
        if (!body.has(PERCENT)) {
            body.wrong(PERCENT, GIVE_PERCENT);
        }
        int percent = body.number(PERCENT, 0);
        body.finish();
        return answer(caller, canaries.changePercent(caller.teamId(), uuid, caller.actor(), percent));
    }

    @PostMapping("/promote")
    ResponseEntity<ServiceAnswer> promote(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        Service service = services.find(caller.teamId(), uuid);
        return accepted(
                caller,
                canaries.promote(
                        caller.teamId(),
                        uuid,
                        caller.actor(),
                        call.request(service.definition().rollout())));
    }

    @PostMapping("/abort")
    ResponseEntity<ServiceAnswer> abort(Caller caller, @PathVariable UUID uuid, ActionCall call) {
        services.find(caller.teamId(), uuid);
        return accepted(caller, canaries.abort(caller.teamId(), uuid, caller.actor(), call.request()));
    }

    private CanaryAnswer answer(Caller caller, Canary canary) {
        Service service = services.find(caller.teamId(), canary.service());
        Revision tried = services.revision(canary.revision());
        Revision inForce = services.inForce(service);
        Map<UUID, Counters> counters = counted.byRevision(service.id());
        return new CanaryAnswer(
                Uris.service(service.id()),
                tried.number(),
                service.deployedRevision(),
                canary.percent(),
                canary.containers(),
                Dates.text(canary.since()),
                CountersAnswer.of(counters.getOrDefault(tried.id(), NOTHING)),
                CountersAnswer.of(counters.getOrDefault(inForce.id(), NOTHING)));
    }

    private ResponseEntity<ServiceAnswer> accepted(Caller caller, Deployment deployment) {
        return Accepted.by(deployment, answers.of(services.find(caller.teamId(), deployment.serviceId())));
    }
}
