package io.berth.agent.jobs;

import java.util.LinkedHashMap;

/** The highest order that has come for each container. Of containers that nothing was heard of for long, none is kept. */
final class Orders {

    private static final int CONTAINERS_KEPT = 10_000;

    private final LinkedHashMap<String, Long> highest = new LinkedHashMap<>();

    /** @return false if a job of a higher order has come for that container before; 0 is always in order */
    boolean inOrder(String container, long order) {
        if (order == 0) {
            return true;
        }
        Long before = highest.get(container);
        if (before != null && order < before) {
            return false;
        }
        // Put last again: the first ones are those of which nothing was heard for the longest time.
        highest.remove(container);
        highest.put(container, order);
        if (highest.size() > CONTAINERS_KEPT) {
            highest.pollFirstEntry();
        }
        return true;
    }
}
