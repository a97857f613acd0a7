package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a deployment ended, and the sentence that says so. */
final class Ending {

    private Ending() {}

    /** @param trouble what else went wrong on the way back; null if nothing */
    static Step.Finish of(Situation situation, @Nullable String trouble) {
        String why = situation.turned();
        if (why == null) {
            return new Step.Finish(DeploymentState.SUCCEEDED, success(situation));
        }
        DeploymentState state = situation.cancelledBy() != null ? DeploymentState.CANCELLED : DeploymentState.FAILED;
        List<String> sentences = new ArrayList<>();
        sentences.add(sentence(why));
        if (trouble != null) {
            sentences.add(sentence(trouble));
        }
        sentences.add(whatIsLeft(situation));
        return new Step.Finish(state, String.join(" ", sentences));
    }

    private static String success(Situation situation) {
        int count = situation.count();
        int revision = situation.target().number();
        return switch (situation.operation()) {
            case DEPLOY, ROLLBACK, RESTART ->
                "%s revision %d.".formatted(count == 1 ? "1 container runs" : count + " containers run", revision);
            case SCALE -> count == 1 ? "1 container runs." : count + " containers run.";
            case START -> count == 1 ? "1 container is started." : count + " containers are started.";
            case STOP -> "Every container is stopped.";
            case DESTROY -> "Ended containers are removed.";
            case TERMINATE -> "Every container is removed; the volumes are kept.";
        };
    }

    private static String whatIsLeft(Situation situation) {
        if (situation.operation() == Operation.STOP || situation.operation() == Operation.TERMINATE) {
            long running = situation.containers().stream()
                    .filter(c -> c.phase() == Phase.RUNNING)
                    .count();
            return running == 1 ? "1 container still runs." : running + " containers still run.";
        }
        List<String> lost = new ArrayList<>();
        int kept = 0;
        for (Map.Entry<Integer, Before> slot : situation.baseline().entrySet()) {
            Before before = slot.getValue();
            if (!before.running()) {
                continue;
            }
            if (situation.containers().stream().anyMatch(c -> restores(c, slot.getKey(), before))) {
                kept++;
            } else {
                lost.add(String.valueOf(slot.getKey()));
            }
        }
        if (!lost.isEmpty()) {
            return "What ran before could not be brought back in slot %s.".formatted(String.join(", ", lost));
        }
        if (kept == 0) {
            return "Nothing ran before.";
        }
        return kept == 1
                ? "The container that ran before serves on."
                : "The " + kept + " containers that ran before serve on.";
    }

    private static boolean restores(SlotContainer container, int slot, Before before) {
        return container.slot() == slot
                && container.phase() == Phase.RUNNING
                && container.revision().equals(before.revision());
    }

    private static String sentence(String text) {
        String start = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return start.endsWith(".") || start.endsWith("!") || start.endsWith("?") ? start : start + ".";
    }
}
