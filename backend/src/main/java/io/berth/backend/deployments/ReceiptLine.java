package io.berth.backend.deployments;

import io.berth.protocol.BalancerSetup.Counters;

/** What balancers counted at one side of a deployment while it was at work. */
public record ReceiptLine(Side side, Counters counters) {

    /** Which containers. */
    public enum Side {
        /** Those that were there before, and those that took their place again when the deployment went back. */
        OLD,
        /** Those that the deployment made of the revision that it brings. */
        NEW
    }
}
