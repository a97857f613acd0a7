package io.berth.backend.deployments.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a slot held when the deployment began.
 *
 * @param running whether it ran, as opposed to stopped
 */
public record BaselineSlot(int slot, UUID revision, UUID node, boolean running) {

    /** One for each slot: where a slot holds several containers, the one that runs counts. */
    public static List<BaselineSlot> of(List<BaselineSlot> containers) {
        SortedMap<Integer, BaselineSlot> bySlot = new TreeMap<>();
        containers.forEach(c -> bySlot.merge(c.slot(), c, (one, other) -> one.running() ? one : other));
        return List.copyOf(bySlot.values());
    }
}
