package io.berth.backend.deployments.rollout;

import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.rollout.Situation.Before;
import io.berth.backend.deployments.rollout.Situation.NodeView;
import io.berth.backend.deployments.rollout.Situation.Phase;
import io.berth.backend.deployments.rollout.Situation.RevisionView;
import io.berth.backend.deployments.rollout.Situation.SlotContainer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a deployment ended, and the sentences that say so. */
final class Ending {

    private final Situation situation;
    private final Slots slots;

    Ending(Situation situation, Slots slots) {
        this.situation = situation;
        this.slots = slots;
    }

    /** @param trouble what else went wrong; null if nothing */
    Step.Finish of(@Nullable String trouble) {
        return switch (situation.course()) {
            case FORWARD -> forward();
            case BACK -> back(trouble);
            case HALT -> new Step.Finish(DeploymentState.CANCELLED, words(trouble, whatRuns(), whatIsOutOfReach()));
        };
    }

    private Step.Finish forward() {
        if (situation.givenUp().isEmpty()) {
            return new Step.Finish(DeploymentState.SUCCEEDED, success());
        }
        String failed = situation.givenUp().keySet().stream()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        String why = situation.givenUp().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse("");
        return new Step.Finish(
                DeploymentState.FAILED,
                join(
                        (situation.givenUp().size() == 1 ? "Slot %s was" : "Slots %s were").formatted(failed)
                                + " not brought to revision "
                                + situation.target().number(),
                        why,
                        whatRuns()));
    }

    private Step.Finish back(@Nullable String trouble) {
        boolean stillAsBefore = switch (situation.operation()) {
            case STOP, DESTROY, TERMINATE, ABORT -> false;
            case DEPLOY, ROLLBACK, SCALE, START, RESTART, CANARY, PROMOTE -> trouble == null && lost().isEmpty();
        };
        return new Step.Finish(
                stillAsBefore ? DeploymentState.ROLLED_BACK : DeploymentState.FAILED,
                words(trouble, whatIsLeft(), null));
    }

    private String words(@Nullable String trouble, String left, @Nullable String more) {
        return join(Objects.requireNonNull(situation.turned()), trouble, left, more);
    }

    private String success() {
        int count = situation.count();
        int revision = situation.target().number();
        return switch (situation.operation()) {
            case DEPLOY, ROLLBACK, PROMOTE ->
                situation.onlySlots().isEmpty()
                        ? "%s revision %d."
                                .formatted(count == 1 ? "1 container runs" : count + " containers run", revision)
                        : "Slot %s runs revision %d.".formatted(onlySlots(), revision);
            case SCALE -> count == 1 ? "1 container runs." : count + " containers run.";
            case START -> count == 1 ? "1 container is started." : count + " containers are started.";
            case RESTART -> "Every container was restarted.";
            case STOP -> "Every container is stopped.";
            case DESTROY -> "The containers that had ended are removed; their volumes are kept.";
            case TERMINATE -> "Every container is removed; the volumes are kept.";
            case CANARY -> {
                int beside = situation.onlySlots().size();
                yield "%s revision %d beside the others."
                        .formatted(beside == 1 ? "1 container runs" : beside + " containers run", revision);
            }
            case ABORT -> "The canary is removed.";
        };
    }

    private String onlySlots() {
        return situation.onlySlots().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private String whatIsLeft() {
        return switch (situation.operation()) {
            case STOP, DESTROY, TERMINATE, ABORT -> stillRunning();
            case DEPLOY, ROLLBACK, SCALE, START, RESTART, CANARY, PROMOTE -> whatServesOn();
        };
    }

    private String stillRunning() {
        long running = running().count();
        return running == 1 ? "1 container still runs." : running + " containers still run.";
    }

    private String whatServesOn() {
        List<Integer> lost = lost();
        if (!lost.isEmpty()) {
            return "What ran before could not be brought back in slot %s."
                    .formatted(lost.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        long kept =
                situation.baseline().values().stream().filter(Before::running).count();
        if (kept == 0) {
            return "Nothing ran before.";
        }
        return kept == 1
                ? "The container that ran before serves on."
                : "The " + kept + " containers that ran before serve on.";
    }

    /** Slots of the deployment that held a running container and do not hold one of its revision now. */
    private List<Integer> lost() {
        return situation.baseline().entrySet().stream()
                .filter(slot -> slot.getValue().running() && slots.all().contains(slot.getKey()))
                .filter(slot -> running().noneMatch(c -> restores(c, slot.getKey(), slot.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean restores(SlotContainer container, int slot, Before before) {
        return container.slot() == slot && container.revision().equals(before.revision());
    }

    private Stream<SlotContainer> running() {
        return situation.containers().stream().filter(c -> c.phase() == Phase.RUNNING && c.failure() == null);
    }

    /** Such as {@code 2 of 5 containers run revision 7, 3 run revision 6.} */
    private String whatRuns() {
        SortedMap<Integer, Long> byRevision = running()
                .collect(
                        Collectors.groupingBy(c -> number(c.revision()), () -> new TreeMap<>(), Collectors.counting()));
        if (byRevision.isEmpty()) {
            return "No container runs.";
        }
        long all = byRevision.values().stream().mapToLong(Long::longValue).sum();
        if (byRevision.size() == 1) {
            return (all == 1 ? "1 container runs revision " : all + " containers run revision ") + byRevision.firstKey()
                    + ".";
        }
        return byRevision.reversed().entrySet().stream()
                .map(e -> e.getValue() + (e.getKey().equals(byRevision.lastKey()) ? " of " + all + " containers" : "")
                        + (e.getValue() == 1 ? " runs" : " run") + " revision " + e.getKey())
                .collect(Collectors.joining(", ", "", "."));
    }

    private int number(UUID revision) {
        RevisionView known = situation.target().id().equals(revision)
                ? situation.target()
                : situation.revisions().get(revision);
        return known == null ? 0 : known.number();
    }

    private @Nullable String whatIsOutOfReach() {
        String nodes = situation.nodes().stream()
                .filter(n -> !n.ready() && isInvolved(n.id()))
                .map(NodeView::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return nodes.isEmpty() ? null : "What is on node " + nodes + " was left as it was: it does not answer.";
    }

    private boolean isInvolved(UUID node) {
        return Stream.concat(
                        situation.pending().stream().map(Situation.PendingJob::node),
                        situation.containers().stream()
                                .filter(c -> slots.all().contains(c.slot()))
                                .map(SlotContainer::node))
                .anyMatch(node::equals);
    }

    private static String join(@Nullable String... texts) {
        return Stream.of(texts)
                .flatMap(text -> Optional.ofNullable(text).stream())
                .filter(text -> !text.isEmpty())
                .map(Ending::sentence)
                .collect(Collectors.joining(" "));
    }

    private static String sentence(String text) {
        String start = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return start.endsWith(".") || start.endsWith("!") || start.endsWith("?") ? start : start + ".";
    }
}
