package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows the address of a server. */
final class ServerOptions {

    /** Looks often enough that a container that has died is noticed before many requests have been tried on it. */
    static final String DEFAULT_CHECK = "check inter 500ms rise 2 fall 3";

    /** HAProxy 2.6 knows these in its configuration only, not in its command {@code add server}. */
    private static final Set<String> FILE_ONLY = Set.of(
            "cookie",
            "init-addr",
            "log-proto",
            "max-reuse",
            "namespace",
            "no-agent-check",
            "no-check",
            "no-check-send-proxy",
            "no-check-ssl",
            "no-send-proxy-v2-ssl",
            "no-send-proxy-v2-ssl-cn",
            "no-ssl",
            "non-stick",
            "redir",
            "resolve-net",
            "resolve-opts",
            "resolve-prefer",
            "resolvers",
            "socks4",
            "ssl-reuse",
            "stick",
            "tcp-ut");

    private ServerOptions() {}

    /** The service's own word goes before the balancer's. */
    static String of(Settings balancer, Settings service) {
        List<String> parts = new ArrayList<>();
        String check = firstOf(service.line("HEALTH_CHECK"), balancer.line("HEALTH_CHECK"));
        parts.add(check.isEmpty() ? DEFAULT_CHECK : check);
        String extra = firstOf(service.line("EXTRA_ROUTE_SETTINGS"), balancer.line("EXTRA_ROUTE_SETTINGS"));
        if (!extra.isEmpty()) {
            parts.add(extra);
        }
        if (service.yes("FAILOVER")) {
            parts.add("backup");
        }
        return String.join(" ", parts);
    }

    /** Whether a server with these can be added by a command, in which quoting has other rules and a semicolon ends it. */
    static boolean changeable(String options) {
        return options.chars().noneMatch(c -> ";'\"\\$#".indexOf(c) >= 0)
                && Arrays.stream(options.split("\\s+")).noneMatch(FILE_ONLY::contains);
    }

    /** The weight that a server with these options has: of several words the last one counts. Null if it cannot be read. */
    static @Nullable Integer weight(String options) {
        List<String> words = List.of(options.split("\\s+"));
        int at = words.lastIndexOf("weight");
        if (at < 0) {
            return 1;
        }
        return at + 1 < words.size() && words.get(at + 1).matches("[0-9]{1,3}")
                ? Integer.valueOf(words.get(at + 1))
                : null;
    }

    private static String firstOf(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
