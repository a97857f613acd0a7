package io.berth.backend.balancing;

import io.berth.protocol.BalancerSetup.Seen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a balancer's answer says of one container. */
final class Judgement {

    private Judgement() {}

    /**
     * A container may be a server of several backends: it serves once it does in all of them. Once it did, HAProxy need not have
     * checked it anew: a reload forgets that it had.
     *
     * @param now its servers; empty if HAProxy has none
     * @param formerAtWork whether HAProxy has sessions that it does not show: some may be with this container
     */
    static Balanced of(Balanced was, List<Seen> now, boolean formerAtWork, Instant at) {
        boolean up = !now.isEmpty() && now.stream().allMatch(s -> s.up() && (s.checked() || was.serving() != null));
        boolean draining = !now.isEmpty() && now.stream().allMatch(Seen::draining);
        boolean serves = up && !draining;
        @Nullable Instant serving = serves ? was.serving() == null ? at : was.serving() : null;
        boolean lost = was.serving() != null && !serves && !draining;
        boolean back = was.draining() && !draining;
        long sessions = now.stream().mapToLong(Seen::sessions).sum();
        return new Balanced(
                was.balancer(),
                was.container(),
                lost || back ? at : was.told(),
                lost || back || was.answered() == null ? at : was.answered(),
                serving,
                draining,
                up ? "" : words(now),
                draining && formerAtWork ? Math.max(1, sessions) : sessions);
    }

    private static String words(List<Seen> now) {
        return now.stream()
                .filter(s -> !s.up() || !s.checked())
                .map(s -> (s.status() + " " + s.check()).strip())
                .findFirst()
                .orElse("");
    }
}
