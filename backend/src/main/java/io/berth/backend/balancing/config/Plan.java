package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a balancer is to run, and what of its settings could not be followed.
 *
 * @param setup what has a problem is left out of it; what lines that are taken over as they are say, only HAProxy can judge
 * @param routed the services that requests come to, also those that have no target now
 * @param places by the name of each target, where HAProxy sends requests to it; empty for one that gets none
 * @param ordered the host names whose certificates are to be ordered, and renewed in time
 */
public record Plan(
        BalancerSetup setup,
        List<Problem> problems,
        Map<String, List<Place>> places,
        Set<UUID> routed,
        SortedSet<String> ordered) {

    /** The names of those targets that get requests, or would if they did not drain. */
    public Set<String> targets() {
        return places.entrySet().stream()
                .filter(place -> !place.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The problems as people read them. */
    public List<String> sentences() {
        return problems.stream().map(Problem::sentence).toList();
    }

    /**
     * A target as HAProxy knows it.
     *
     * @param server its name among the backend's servers
     */
    public record Place(String backend, String server) {}
}
