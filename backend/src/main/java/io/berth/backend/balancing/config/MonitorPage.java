package io.berth.backend.balancing.config;

import java.util.List;

/** A path on which the balancer itself answers, so that others can see that it is alive. */
final class MonitorPage {

    private final Settings balancer;
    private final String path;
    private final int port;

    MonitorPage(Settings balancer) {
        this.balancer = balancer;
        String wanted = balancer.raw("MONITOR_URI");
        boolean readable = wanted.matches("/[A-Za-z0-9/._~-]*");
        if (!wanted.isEmpty() && !readable) {
            balancer.problem("MONITOR_URI", "is “" + wanted + "”, which is not a path such as /ping.");
        }
        int wantedPort = balancer.port("MONITOR_PORT", 0);
        if (readable && wantedPort == 0) {
            balancer.problem("MONITOR_URI", "has no port on which it is answered: set MONITOR_PORT too.");
        }
        this.port = readable ? wantedPort : 0;
        this.path = wanted;
    }

    /** 0 if there is none. */
    int port() {
        return port;
    }

    /** In a frontend that has its port anyway. */
    void writeInto(ConfigText text, int frontendPort) {
        text.lineIf(port == frontendPort, "monitor-uri " + path);
    }

    /** As a frontend of its own, if no other one has its port. */
    void write(ConfigText text, List<Frontend> frontends) {
        if (port == 0 || frontends.stream().anyMatch(f -> f.port() == port && !f.tcp())) {
            return;
        }
        if (port == ProcessSections.CONTROL_PORT || frontends.stream().anyMatch(f -> f.port() == port)) {
            balancer.problem("MONITOR_PORT", "is " + port + ", which is used for something else: use another one.");
            return;
        }
        text.section("frontend berth_monitor")
                .line("bind :" + port)
                .line("mode http")
                .line("monitor-uri " + path);
    }
}
