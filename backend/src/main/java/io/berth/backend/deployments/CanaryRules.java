package io.berth.backend.deployments;

import io.berth.backend.balancing.Balancers;
import io.berth.backend.deployments.store.Exclusivity;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.Canaries;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a new revision of a service can be tried beside the old one. */
@Component
class CanaryRules {

    private final Services services;
    private final Canaries canaries;
    private final Balancers balancers;

    CanaryRules(Services services, Canaries canaries, Balancers balancers) {
        this.services = services;
        this.canaries = canaries;
        this.balancers = balancers;
    }

    void refuseUnlessPossible(Service service) {
        if (canaries.of(service.id()).isPresent()) {
            throw new ConflictException(
                    "canary", service.name() + " has a canary already: promote it or abort it first");
        }
        if (service.runningCount() == 0) {
            throw new ConflictException(
                    "state",
                    "nothing of " + service.name() + " runs that a canary could run beside: redeploy it instead");
        }
        Optional<String> exclusive =
                Exclusivity.reason(services.inForce(service)).or(() -> Exclusivity.reason(service.latest()));
        if (exclusive.isPresent()) {
            throw new ConflictException(
                    "canary-exclusive",
                    "old and new containers of %s cannot run side by side: %s"
                            .formatted(service.name(), exclusive.get()));
        }
        if (balancers.standings(service.teamId(), service.id()).isEmpty()) {
            throw new ConflictException(
                    "canary-unbalanced",
                    "nothing splits the requests to %s: link a load balancer to it first".formatted(service.name()));
        }
    }
}
