package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a pool.
 *
 * <p>HAProxy 2.6 adds no servers at runtime to a backend with a static algorithm, and none with a cookie's value or another of
 * some options. The servers of such a pool are a part of the structure, so one more or one less is a reload, which loses no
 * connection either. So is another weight. Draining is no part of it: a running HAProxy can be told that of any server.
 *
 * @param changeable whether they come and go while HAProxy runs, and thus are no part of the structure
 * @param options of each service's servers, by alias
 */
record PoolServers(boolean changeable, SortedMap<String, String> options, List<Entry> entries) {

    record Entry(String target, BalancerSetup.Server server) {

        private Entry weighing(@Nullable Integer weight) {
            return new Entry(
                    target,
                    new BalancerSetup.Server(
                            server.backend(),
                            server.name(),
                            server.address(),
                            server.port(),
                            server.options(),
                            server.draining(),
                            weight));
        }
    }

    static PoolServers of(Pool pool, Settings balancer, boolean poolChangeable) {
        SortedMap<String, String> options = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        List<Shares.Place> places = new ArrayList<>();
        for (Pool.Member member : pool.members()) {
            BalancerLink service = member.linked().service();
            String ofService = ServerOptions.of(balancer, member.linked().settings());
            options.put(service.alias(), ofService);
            for (Target target : service.targets()) {
                for (int port : member.ports()) {
                    String name = member.ports().size() == 1 ? target.name() : target.name() + ":" + port;
                    entries.add(new Entry(
                            target.name(),
                            new BalancerSetup.Server(
                                    pool.name(),
                                    name,
                                    target.address(),
                                    port,
                                    ofService,
                                    target.draining(),
                                    target.draining() ? null : ServerOptions.weight(ofService))));
                    if (!target.draining()) {
                        places.add(new Shares.Place(name, member, target.canary()));
                    }
                }
            }
        }
        if (Shares.wanted(pool)) {
            Map<String, Integer> weights = Shares.weights(places);
            entries.replaceAll(
                    entry -> entry.weighing(weights.get(entry.server().name())));
        }
        entries.sort(Comparator.comparing(e -> e.server().name()));
        boolean changeable = poolChangeable && options.values().stream().allMatch(ServerOptions::changeable);
        return new PoolServers(changeable, options, List.copyOf(entries));
    }

    /** Lines of the configuration. */
    List<String> lines(boolean cookie) {
        return entries.stream()
                .map(Entry::server)
                .map(s -> "server " + s.name() + " " + address(s) + " " + s.options()
                        + (cookie ? " cookie " + s.name() : "") + weight(s))
                .toList();
    }

    /** Nothing where its options say it, or it is as with any other server. */
    private static String weight(BalancerSetup.Server server) {
        Integer weight = server.weight();
        return weight == null || weight.equals(ServerOptions.weight(server.options())) ? "" : " weight " + weight;
    }

    private static String address(BalancerSetup.Server server) {
        String host = server.address().contains(":") ? "[" + server.address() + "]" : server.address();
        return host + ":" + server.port();
    }
}
