package io.berth.backend.web.services;

import io.berth.backend.services.Canary;
import io.berth.protocol.BalancerSetup.Counters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a service shows of its canary.
 *
 * @param sides the canary, and what runs beside it
 */
public record CanaryPanel(Canary canary, List<Side> sides) {

    /**
     * @param revision its number; null if none is in force
     * @param percent how many of a hundred requests it is to get
     * @param counters what balancers have counted at its containers
     */
    public record Side(boolean fresh, @Nullable Integer revision, int percent, Counters counters) {}
}
