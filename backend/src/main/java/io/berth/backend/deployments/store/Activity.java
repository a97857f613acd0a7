package io.berth.backend.deployments.store;

import io.berth.backend.deployments.Operation;
import io.berth.backend.services.ServiceState;

/** What a service is doing while a deployment works on it. */
final class Activity {

    private Activity() {}

    /** @param empty whether it has no containers yet */
    static ServiceState of(Operation operation, boolean empty) {
        return switch (operation) {
            case DEPLOY, ROLLBACK, PROMOTE, CANARY -> empty ? ServiceState.STARTING : ServiceState.REDEPLOYING;
            case SCALE, DESTROY, ABORT -> ServiceState.SCALING;
            case START, RESTART -> ServiceState.STARTING;
            case STOP -> ServiceState.STOPPING;
            case TERMINATE -> ServiceState.TERMINATING;
        };
    }
}
