package io.berth.backend.balancing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sums up what several balancers do with one container. */
final class Standings {

    private Standings() {}

    /**
     * @param responsible the balancers that are to send it requests, or may
     * @param known what is known of the container at each of them
     * @return empty if no balancer has anything to do with it
     */
    static Optional<Standing> of(List<RunningBalancer> responsible, Map<UUID, Balanced> known) {
        if (responsible.isEmpty()) {
            return Optional.empty();
        }
        // Nothing goes through one that is not ready, so nothing waits for it.
        RunningBalancer hinders = responsible.stream()
                .filter(b -> b.ready() && !serving(known.get(b.container())))
                .findFirst()
                .orElse(responsible.getFirst());
        RunningBalancer lists = responsible.stream()
                .filter(b -> known.containsKey(b.container()))
                .findFirst()
                .orElse(hinders);
        boolean serving =
                responsible.stream().filter(RunningBalancer::ready).allMatch(b -> serving(known.get(b.container())));
        Balanced there = known.get(hinders.container());
        String found = there == null || there.found().isEmpty() ? null : there.found();
        return Optional.of(new Standing(
                (serving ? lists : hinders).name(),
                responsible.stream().anyMatch(b -> known.containsKey(b.container())),
                serving,
                there == null ? null : there.answered(),
                found));
    }

    private static boolean serving(@Nullable Balanced at) {
        return at != null && at.serving() != null;
    }
}
