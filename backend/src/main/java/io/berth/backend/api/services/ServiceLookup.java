package io.berth.backend.api.services;

import io.berth.backend.api.Uris;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import io.berth.backend.services.Services;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Finds services by what clients call them, and their revisions. */
@Component
class ServiceLookup {

    static final String NO_REVISION = "there is no such revision of this service";

    private final Services services;

    ServiceLookup(Services services) {
        this.services = services;
    }

    /** A service of the team by its address, its id or its name. */
    Function<String, Optional<Service>> in(UUID team) {
        return text -> services.byName(team, text.strip())
                .or(() -> Uris.id("service", text).flatMap(id -> byId(team, id)));
    }

    Optional<Revision> revision(Service service, int number) {
        return services.revisions(service.teamId(), service.id()).stream()
                .filter(r -> r.number() == number)
                .findFirst();
    }

    private Optional<Service> byId(UUID team, UUID id) {
        return services.all(Set.of(id)).stream()
                .filter(s -> s.teamId().equals(team) && s.state() != ServiceState.TERMINATED)
                .findFirst();
    }
}
