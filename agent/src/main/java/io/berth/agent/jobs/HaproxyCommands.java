package io.berth.agent.jobs;

import io.berth.protocol.BalancerSetup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which commands make a running HAProxy have the servers that it is to have. */
final class HaproxyCommands {

    /** Backends of this name are all ours; others are touched only if servers are wanted in them. */
    private static final String OUR_BACKENDS = "be_";

    private HaproxyCommands() {}

    /**
     * What serves comes first and what drains after it, so that a backend whose servers are all exchanged is never without. For
     * the same reason what gets most requests comes before what gets none.
     */
    static List<HaproxyCommand> between(List<HaproxyServer> running, List<BalancerSetup.Server> wanted) {
        Map<String, HaproxyServer> present = new HashMap<>();
        running.forEach(server -> present.put(path(server.backend(), server.name()), server));
        List<HaproxyCommand> commands = new ArrayList<>();
        Set<String> backends = new HashSet<>();
        Set<String> paths = new HashSet<>();
        List<BalancerSetup.Server> servingFirst = wanted.stream()
                .sorted(Comparator.comparing(BalancerSetup.Server::draining)
                        .thenComparing(HaproxyWeights::wanted, Comparator.reverseOrder()))
                .toList();
        for (BalancerSetup.Server server : servingFirst) {
            String path = path(server.backend(), server.name());
            backends.add(server.backend());
            paths.add(path);
            bring(present.get(path), server, path, commands);
        }
        running.stream()
                .filter(server -> server.backend().startsWith(OUR_BACKENDS) || backends.contains(server.backend()))
                .filter(server -> !paths.contains(path(server.backend(), server.name())))
                .forEach(server -> remove(server, commands));
        return commands;
    }

    private static String path(String backend, String name) {
        return backend + "/" + name;
    }

    private static void bring(
            @Nullable HaproxyServer present, BalancerSetup.Server wanted, String path, List<HaproxyCommand> commands) {
        if (present == null) {
            commands.add(
                    HaproxyCommand.now(("add server " + path + " " + socket(wanted) + " " + wanted.options()).strip()));
        } else if (!sameSocket(present, wanted)) {
            commands.add(
                    HaproxyCommand.now("set server " + path + " addr " + wanted.address() + " port " + wanted.port()));
        }
        if (present == null ? hasCheck(wanted) : present.awaitsItsCheck()) {
            commands.add(HaproxyCommand.now("enable health " + path));
        }
        HaproxyWeights.command(present, wanted, path).ifPresent(commands::add);
        boolean serves = present != null && !present.inMaintenance() && !present.draining();
        boolean drains = present != null && present.draining();
        if (wanted.draining() ? !drains : !serves) {
            // A new one is in maintenance, so that one that is to drain does not serve for a moment.
            commands.add(
                    HaproxyCommand.now("set server " + path + " state " + (wanted.draining() ? "drain" : "ready")));
        }
    }

    private static void remove(HaproxyServer present, List<HaproxyCommand> commands) {
        String path = path(present.backend(), present.name());
        if (!present.inMaintenance()) {
            commands.add(HaproxyCommand.maybeLater("set server " + path + " state maint"));
        }
        commands.add(HaproxyCommand.maybeLater("shutdown sessions server " + path));
        commands.add(HaproxyCommand.maybeLater("del server " + path));
    }

    private static boolean hasCheck(BalancerSetup.Server wanted) {
        return List.of(wanted.options().split("\\s+")).contains("check");
    }

    private static String socket(BalancerSetup.Server server) {
        String host = server.address().contains(":") ? "[" + server.address() + "]" : server.address();
        return host + ":" + server.port();
    }

    private static boolean sameSocket(HaproxyServer present, BalancerSetup.Server wanted) {
        return present.port() == wanted.port() && sameAddress(present.address(), wanted.address());
    }

    /** The same IPv6 address may be written in several ways. */
    private static boolean sameAddress(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
        } catch (IllegalArgumentException e) {
            return false; // at least one is a name
        }
    }
}
