package io.berth.backend.api.actions;

import io.berth.backend.api.Dates;
import io.berth.backend.deployments.DeploymentDetails;

/**
 * A step that an agent was asked for and has not answered.
 *
 * @param node its name
 * @param deadline when it counts as failed, if the node is there and does not answer
 */
record StepAnswer(String what, String node, String since, String deadline) {
    static StepAnswer of(DeploymentDetails.OpenStep step) {
        return new StepAnswer(step.what(), step.node(), Dates.text(step.since()), Dates.text(step.deadline()));
    }
}
