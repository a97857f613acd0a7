package io.berth.backend.balancing.config;

import java.util.List;
import java.util.Set;

/** HAProxy's own page of statistics, for whoever knows the password. It is there only if its port is published. */
final class StatsPage {

    private static final int PORT = 1936;
    private static final String USER = "stats:stats";

    private final Settings balancer;
    private final int port;

    StatsPage(Settings balancer, List<Integer> published) {
        this.balancer = balancer;
        int wanted = balancer.port("STATS_PORT", PORT);
        this.port = published.contains(wanted) && readable(balancer) ? wanted : 0;
    }

    /** 0 if there is none. */
    int port() {
        return port;
    }

    void write(ConfigText text, Set<Integer> taken) {
        if (port == 0) {
            return;
        }
        if (taken.contains(port)) {
            balancer.problem("STATS_PORT", "is " + port + ", on which requests for services come: use another one.");
            return;
        }
        text.section("listen berth_stats")
                .line("bind :" + port)
                .line("mode http")
                .line("stats enable")
                .line("stats hide-version")
                .line("stats realm 'Haproxy Statistics'")
                .line("stats uri /")
                .line("stats auth " + Quoted.of(balancer.has("STATS_AUTH") ? balancer.raw("STATS_AUTH") : USER));
    }

    /** A page that anybody could see is not what was meant by a password that cannot be read. */
    private static boolean readable(Settings balancer) {
        String user = balancer.raw("STATS_AUTH");
        boolean readable = user.isEmpty() || user.matches("[^:\\p{Cntrl}]+:\\P{Cntrl}+");
        if (!readable) {
            balancer.problem(
                    "STATS_AUTH", "is not a user:password, so there is no statistics page: write stats:secret.");
        }
        return readable;
    }
}
