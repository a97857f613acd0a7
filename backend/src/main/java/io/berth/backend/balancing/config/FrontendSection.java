package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a port is listened on, and which of its requests go where. */
final class FrontendSection {

    private final Settings balancer;
    private final Tls tls;
    private final AutomaticCertificates automatic;
    private final int maxconn;
    private final MonitorPage monitor;
    private final Map<Integer, List<String>> bindExtras;

    FrontendSection(Settings balancer, Tls tls, AutomaticCertificates automatic, int maxconn, MonitorPage monitor) {
        this.balancer = balancer;
        this.tls = tls;
        this.automatic = automatic;
        this.maxconn = maxconn;
        this.monitor = monitor;
        this.bindExtras = bindExtras(balancer);
    }

    void write(ConfigText text, Frontend frontend) {
        int port = frontend.port();
        List<String> bind = new ArrayList<>(List.of("bind :" + port));
        if (frontend.tls()) {
            // HTTP/2 is offered where HTTP is spoken; whoever speaks something else over TLS knows nothing of it.
            bind.add(frontend.tcp() ? tls.bind().replace(" alpn h2,http/1.1", "") : tls.bind());
        }
        bind.addAll(bindExtras.getOrDefault(port, List.of()));
        text.section("frontend fe_" + port)
                .line(String.join(" ", bind))
                .line("mode " + (frontend.tcp() ? "tcp" : "http"))
                .line("maxconn " + maxconn);
        if (!frontend.tcp()) {
            monitor.writeInto(text, port);
            automatic.writeInto(text, port);
            text.lineIf(
                    frontend.tls() && !balancer.yes("SKIP_FORWARDED_PROTO"),
                    "http-request set-header X-Forwarded-Proto https");
        }
        text.lines(balancer.lines("EXTRA_FRONTEND_SETTINGS_" + port));
        for (Frontend.Rule rule : frontend.rules()) {
            List<String> conditions = rule.virtualHost().conditions();
            String when = conditions.isEmpty() ? "" : " if " + String.join(" ", conditions);
            text.line("use_backend " + rule.pool().name() + when);
        }
        if (frontend.fallback() != null) {
            text.line("default_backend " + frontend.fallback().name());
        }
    }

    private static Map<Integer, List<String>> bindExtras(Settings balancer) {
        Map<Integer, List<String>> extras = new TreeMap<>();
        for (String entry : balancer.lines("EXTRA_BIND_SETTINGS")) {
            int colon = entry.indexOf(':');
            if (colon < 0) {
                balancer.problem(
                        "EXTRA_BIND_SETTINGS",
                        entry + " has no port and colon before it. An entry is like 443:accept-proxy.");
                continue;
            }
            try {
                int port = Ports.one(entry.substring(0, colon).strip());
                extras.computeIfAbsent(port, p -> new ArrayList<>())
                        .add(entry.substring(colon + 1).strip());
            } catch (Unreadable e) {
                balancer.problem("EXTRA_BIND_SETTINGS", e.sentence() + " An entry is like 443:accept-proxy.");
            }
        }
        return extras;
    }
}
