package io.berth.backend.deployments.rollout;

import io.berth.backend.services.ServiceDefinition.OnFailure;

/** What a failure does to a deployment that moves forward. */
final class FailurePolicy {

    private FailurePolicy() {}

    /** A failure that belongs to no slot, such as an image that cannot be had: there is nothing to go on with. */
    static Step ofDeployment(Situation situation, String why) {
        boolean pause = situation.operation().replaces() && situation.rollout().onFailure() == OnFailure.PAUSE;
        return pause ? new Step.Pause(why) : new Step.GoBack(why);
    }

    /** The new container of one slot has failed. */
    static Step ofSlot(Situation situation, int slot, String why) {
        if (!situation.operation().replaces()) {
            return new Step.GoBack(why);
        }
        boolean tolerated = situation.givenUp().size() < situation.rollout().maxFailures();
        boolean turnRound = situation.rollout().onFailure() == OnFailure.ROLL_BACK;
        return turnRound && !tolerated ? new Step.GoBack(why) : new Step.GiveUpSlot(slot, why);
    }

    /** Whether more slots have been given up than may be without a person's word. */
    static boolean mustPause(Situation situation) {
        return situation.operation().replaces()
                && situation.rollout().onFailure() == OnFailure.PAUSE
                && situation.paused() == null
                && situation.givenUp().size() > situation.rollout().maxFailures();
    }
}
