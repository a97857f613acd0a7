package io.berth.backend.balancing;

import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import java.util.Collection;

/** What HAProxy's counters say, which begin anew whenever it is loaded. */
final class Counting {

    static final Counters NOTHING = new Counters(0, 0, 0, 0);

    private Counting() {}

    static Counters sum(Collection<Seen> servers) {
        return servers.stream().map(Seen::counters).reduce(NOTHING, Counters::plus);
    }

    /**
     * What has been added for one container since it was last read.
     *
     * @param before its servers before the job: with what they counted until they were removed or HAProxy was reloaded
     * @param now its servers after the job
     */
    static Counters added(Counters last, Collection<Seen> before, Collection<Seen> now, boolean reloaded) {
        Counters until = before.isEmpty() ? last : sum(before);
        Counters added = added(last, until);
        if (now.isEmpty()) {
            return added;
        }
        return added.plus(added(reloaded ? NOTHING : until, sum(now)));
    }

    /** Counters only rise. If one has fallen, all have begun anew since, and what they say now has been added. */
    private static Counters added(Counters before, Counters now) {
        boolean anew = now.requests() < before.requests()
                || now.errors() < before.errors()
                || now.retries() < before.retries()
                || now.serverErrors() < before.serverErrors();
        return anew
                ? now
                : new Counters(
                        now.requests() - before.requests(),
                        now.errors() - before.errors(),
                        now.retries() - before.retries(),
                        now.serverErrors() - before.serverErrors());
    }
}
