package io.berth.backend.deployments;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import java.util.Locale;

/** Which operations make sense in which state of a service. */
final class Possible {

    private Possible() {}

    /** @param busy whether other deployments come first: then nobody knows which state they will leave */
    static void refuseUnlessPossible(Service service, Operation operation, DeploymentRequest request, boolean busy) {
        boolean possible = service.state() != ServiceState.TERMINATED
                && (busy || !request.slots().isEmpty() || makesSense(service.state(), operation));
        if (!possible) {
            throw new ConflictException(
                    "state",
                    "%s is %s: it cannot %s now"
                            .formatted(
                                    service.name(),
                                    service.state().label().toLowerCase(Locale.ROOT),
                                    operation.label().toLowerCase(Locale.ROOT)),
                    null);
        }
    }

    private static boolean makesSense(ServiceState state, Operation operation) {
        return switch (operation) {
            case DEPLOY, ROLLBACK, SCALE, DESTROY, TERMINATE -> true;
            case START ->
                switch (state) {
                    case NOT_RUNNING, STOPPED, PARTLY_RUNNING -> true;
                    default -> false;
                };
            case CANARY -> state == ServiceState.RUNNING || state == ServiceState.PARTLY_RUNNING;
            case PROMOTE, ABORT -> true;
            case STOP -> state == ServiceState.RUNNING || state == ServiceState.PARTLY_RUNNING;
            case RESTART -> state != ServiceState.NOT_RUNNING;
        };
    }
}
