package io.berth.agent.jobs;

import io.berth.protocol.BalancerSetup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How requests are shared among the servers of a backend. */
final class HaproxyWeights {

    private static final int UNLESS_SET = 1;

    private HaproxyWeights() {}

    /** The weight that a server is to have. */
    static int wanted(BalancerSetup.Server server) {
        Integer weight = server.weight();
        return weight == null ? added(server) : weight;
    }

    /** The command that is missing, if one is. */
    static Optional<HaproxyCommand> command(@Nullable HaproxyServer present, BalancerSetup.Server wanted, String path) {
        Integer weight = wanted.weight();
        int now = present == null ? added(wanted) : present.weight();
        return weight == null || weight == now
                ? Optional.empty()
                : Optional.of(HaproxyCommand.now("set server " + path + " weight " + weight));
    }

    /** The weight that a server has when it is added with its options: of several words the last one counts. */
    private static int added(BalancerSetup.Server server) {
        List<String> words = List.of(server.options().split("\\s+"));
        int at = words.lastIndexOf("weight");
        return at >= 0 && at + 1 < words.size() && words.get(at + 1).matches("[0-9]{1,3}")
                ? Integer.parseInt(words.get(at + 1))
                : UNLESS_SET;
    }
}
