package io.berth.backend.web.services;

import io.berth.backend.balancing.CountedRequests;
import io.berth.backend.deployments.CanaryReleases;
import io.berth.backend.services.Canary;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.services.CanaryPanel.Side;
import io.berth.protocol.BalancerSetup.Counters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the page of a service shows of its canary. */
@Component
class CanaryPanels {

    private static final Counters NOTHING = new Counters(0, 0, 0, 0);

    private final CanaryReleases canaries;
    private final CountedRequests counted;
    private final Services services;

    CanaryPanels(CanaryReleases canaries, CountedRequests counted, Services services) {
        this.canaries = canaries;
        this.counted = counted;
        this.services = services;
    }

    /** Null if the service has no canary. */
    @Nullable
    CanaryPanel of(Service service) {
        return canaries.of(service.teamId(), service.id())
                .map(canary -> panel(service, canary))
                .orElse(null);
    }

    private CanaryPanel panel(Service service, Canary canary) {
        Revision tried = services.revision(canary.revision());
        Revision inForce = services.inForce(service);
        Map<UUID, Counters> counters = counted.byRevision(service.id());
        return new CanaryPanel(
                canary,
                List.of(
                        new Side(true, tried.number(), canary.percent(), counters.getOrDefault(tried.id(), NOTHING)),
                        new Side(
                                false,
                                service.deployedRevision(),
                                100 - canary.percent(),
                                counters.getOrDefault(inForce.id(), NOTHING))));
    }
}
