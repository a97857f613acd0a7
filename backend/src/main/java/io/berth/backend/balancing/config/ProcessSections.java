package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds for the process and for all that follows: {@code global} and {@code defaults}. */
final class ProcessSections {

    static final int CONTROL_PORT = 19_736;

    private static final int MAXCONN = 4096;

    private final Settings balancer;
    private final String address;

    /** @param address on which it takes commands */
    ProcessSections(Settings balancer, String address) {
        this.address = address;
        this.balancer = balancer;
    }

    int maxconn() {
        return Math.max(1, balancer.number("MAXCONN", MAXCONN));
    }

    void write(ConfigText text, String structure) {
        String log = balancer.line("RSYSLOG_DESTINATION");
        text.section("global")
                .line("setenv " + BalancerSetup.STRUCTURE + " " + structure)
                .line("stats socket ipv4@" + address + ":" + CONTROL_PORT + " level admin expose-fd listeners")
                .line("maxconn " + maxconn())
                .line("hard-stop-after 10m")
                .line("tune.ssl.default-dh-param 2048")
                .lineIf(!log.isEmpty(), "log " + log + " local0")
                .lineIf("ssl-default-bind-options", balancer.line("SSL_BIND_OPTIONS"))
                .lineIf("ssl-default-bind-ciphers", balancer.line("SSL_BIND_CIPHERS"))
                .lines(balancer.lines("EXTRA_GLOBAL_SETTINGS"));
        text.section("defaults").line("mode " + mode()).lineIf(!log.isEmpty(), "log global");
        timeouts().forEach((name, value) -> text.line("timeout " + name + " " + value));
        // What has reached a server may have been acted on, and is not tried again. What has not goes to another one.
        text.line("retries 3").line("retry-on conn-failure");
        // Whoever keeps a connection is told with an answer that it ends, and never sends into one that is being
        // closed.
        text.line("option idle-close-on-response");
        options(!log.isEmpty()).forEach(option -> text.line("option " + option));
        text.lines(balancer.lines("EXTRA_DEFAULT_SETTINGS"));
    }

    private String mode() {
        String mode = balancer.line("MODE");
        if (mode.isEmpty() || mode.equals("http") || mode.equals("tcp")) {
            return mode.isEmpty() ? "http" : mode;
        }
        balancer.problem("MODE", "is “" + mode + "”, which HAProxy does not have: write http or tcp.");
        return "http";
    }

    private Map<String, String> timeouts() {
        Map<String, String> timeouts = new LinkedHashMap<>();
        timeouts.put("connect", "5000");
        timeouts.put("client", "50000");
        timeouts.put("server", "50000");
        timeouts.put("tunnel", "1h");
        timeouts.put("http-keep-alive", "10s");
        timeouts.put("http-request", "10s");
        timeouts.put("queue", "30s");
        for (String entry : balancer.lines("TIMEOUT")) {
            if (entry.matches("[a-z-]+ +[0-9]+(us|ms|s|m|h|d)?")) {
                String[] words = entry.split(" +");
                timeouts.put(words[0], words[1]);
            } else {
                balancer.problem("TIMEOUT", "has “" + entry + "”: write a name and a duration, such as connect 5000.");
            }
        }
        return timeouts;
    }

    private List<String> options(boolean logged) {
        if (balancer.has("OPTION")) {
            return balancer.lines("OPTION");
        }
        List<String> usual = List.of("redispatch 1", "dontlognull", "forwardfor");
        return logged ? List.of(usual.get(0), "httplog", usual.get(1), usual.get(2)) : usual;
    }
}
