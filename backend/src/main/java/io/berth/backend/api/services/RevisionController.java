package io.berth.backend.api.services;

import io.berth.backend.api.Caller;
import io.berth.backend.api.ChangeAnswer;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.deployments.Rollbacks;
import io.berth.backend.images.Images;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The versions of a service's definition, and how far back it can go. */
@RestController
@RequestMapping(path = "/api/v1/service/{uuid}", produces = MediaType.APPLICATION_JSON_VALUE)
class RevisionController {

    private static final Filters<Revision> FILTERS =
            Filters.of(Revision::id).text("revision", r -> String.valueOf(r.number()));

    private final Services services;
    private final Deployments deployments;
    private final Rollbacks rollbacks;
    private final Images images;

    RevisionController(Services services, Deployments deployments, Rollbacks rollbacks, Images images) {
        this.services = services;
        this.deployments = deployments;
        this.rollbacks = rollbacks;
        this.images = images;
    }

    /** The newest first. */
    @GetMapping("/revision")
    ListAnswer<RevisionAnswer> list(Caller caller, @PathVariable UUID uuid, Listing listing) {
        Service service = services.find(caller.teamId(), uuid);
        return listing.page(
                services.revisions(caller.teamId(), uuid),
                FILTERS,
                some -> some.stream()
                        .map(revision -> RevisionAnswer.of(revision, service))
                        .toList());
    }

    @GetMapping("/revision/{number}")
    RevisionAnswer get(Caller caller, @PathVariable UUID uuid, @PathVariable int number) {
        return RevisionAnswer.of(
                services.revision(caller.teamId(), uuid, number), services.find(caller.teamId(), uuid));
    }

    @GetMapping("/revision/{number}/preflight")
    PreflightAnswer preflight(Caller caller, @PathVariable UUID uuid, @PathVariable int number) {
        services.revision(caller.teamId(), uuid, number);
        return PreflightAnswer.of(rollbacks.preflight(caller.teamId(), uuid, number));
    }

    @GetMapping("/revision/{number}/compare/{other}")
    Comparison compare(Caller caller, @PathVariable UUID uuid, @PathVariable int number, @PathVariable int other) {
        services.revision(caller.teamId(), uuid, number);
        services.revision(caller.teamId(), uuid, other);
        return new Comparison(
                number, other, ChangeAnswer.of(deployments.compare(caller.teamId(), uuid, number, other)));
    }

    @GetMapping("/guarantee")
    GuaranteeAnswer guarantee(Caller caller, @PathVariable UUID uuid) {
        services.find(caller.teamId(), uuid);
        return GuaranteeAnswer.of(images.guarantee(caller.teamId(), uuid));
    }

    record Comparison(int from, int to, List<ChangeAnswer> changes) {}
}
