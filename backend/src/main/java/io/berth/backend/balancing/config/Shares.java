package io.berth.backend.balancing.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which weights the servers of a pool get, so that each service gets its share of the requests, and within a service its canary.
 * Both count as a whole, however many containers they have.
 */
final class Shares {

    private static final String WEIGHT = "WEIGHT";

    private final List<Place> places;

    /**
     * Of a server that is to get new requests.
     *
     * @param server its name
     */
    record Place(String server, Pool.Member member, boolean canary) {}

    private Shares(List<Place> places) {
        this.places = places;
    }

    /** Whether anybody wants requests to be shared otherwise than evenly among the containers. */
    static boolean wanted(Pool pool) {
        return pool.members().stream()
                .anyMatch(member -> member.linked().service().canaryPercent() != null
                        || member.linked().settings().has(WEIGHT));
    }

    /** @return weights by the names of servers */
    static Map<String, Integer> weights(List<Place> places) {
        Shares shares = new Shares(places);
        int[] weights = Weights.of(places.stream().mapToDouble(shares::share).toArray());
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            byName.put(places.get(i).server(), weights[i]);
        }
        return byName;
    }

    private double share(Place place) {
        Map<Boolean, Long> count = places.stream()
                .filter(other -> other.member().equals(place.member()))
                .collect(Collectors.partitioningBy(Place::canary, Collectors.counting()));
        long canaries = count.getOrDefault(true, 0L);
        long others = count.getOrDefault(false, 0L);
        double ofService = ofService(place.member(), others == 0 ? canaries : others);
        return ofService * within(place, canaries, others);
    }

    /** Without a weight of its own, what its containers would have among others like them. */
    private static double ofService(Pool.Member member, long servers) {
        int perContainer = Math.max(1, member.ports().size());
        return member.linked().settings().number(WEIGHT, Math.toIntExact(Math.ceilDiv(servers, perContainer)));
    }

    /** Where only one of the two is there, it gets everything. */
    private static double within(Place place, long canaries, long others) {
        Integer percent = place.member().linked().service().canaryPercent();
        if (percent == null || canaries == 0 || others == 0) {
            return 1.0 / (canaries + others);
        }
        return place.canary() ? percent / 100.0 / canaries : (100 - percent) / 100.0 / others;
    }
}
