package io.berth.backend.api.actions;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The customary states of an action, and which deployments are in them. */
enum ActionState {
    PENDING("Pending", false, DeploymentState.QUEUED),
    IN_PROGRESS("In progress", false, DeploymentState.RUNNING, DeploymentState.PAUSED),
    CANCELING("Canceling", true, DeploymentState.QUEUED, DeploymentState.RUNNING, DeploymentState.PAUSED),
    CANCELED("Canceled", null, DeploymentState.CANCELLED, DeploymentState.SUPERSEDED),
    SUCCESS("Success", null, DeploymentState.SUCCEEDED),
    FAILED("Failed", null, DeploymentState.FAILED, DeploymentState.ROLLED_BACK);

    private final String label;
    private final @Nullable Boolean cancelling;
    private final Set<DeploymentState> states;

    /** @param cancelling whether somebody asked to end the deployment; null if that does not matter */
    ActionState(String label, @Nullable Boolean cancelling, DeploymentState... states) {
        this.label = label;
        this.cancelling = cancelling;
        this.states = Set.of(states);
    }

    static ActionState of(Deployment deployment) {
        boolean cancelling = deployment.cancelledBy() != null;
        return Arrays.stream(values())
                .filter(s -> s.states.contains(deployment.state()))
                .filter(s -> s.cancelling == null || s.cancelling == cancelling)
                .findFirst()
                .orElseThrow();
    }

    static Optional<ActionState> named(String text) {
        return Arrays.stream(values())
                .filter(s -> s.label.equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    String label() {
        return label;
    }

    @Nullable
    Boolean cancelling() {
        return cancelling;
    }

    Set<DeploymentState> states() {
        return states;
    }
}
