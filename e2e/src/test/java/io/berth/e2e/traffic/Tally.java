package io.berth.e2e.traffic;

import java.util.Map;

/**
 * What became of the requests of a kind. A WebSocket is one request. Every request that has begun is completed, failed or
 * still under way.
 *
 * @param messages that were echoed, of WebSockets alone
 * @param statuses how often each came, also in answers that were cut later: what a balancer counts
 * @param versions how many of those answers each version gave; {@code none} gave those without a version
 * @param announcedCloses answers that said {@code Connection: close}, which is how a server takes leave in order
 * @param closesWhileIdle kept connections found closed before a request was written to them; no request was lost
 * @param closedByServer WebSockets that the server ended with a closing frame
 */
public record Tally(
        long begun,
        long completed,
        long failed,
        long messages,
        Map<Integer, Long> statuses,
        Map<String, Long> versions,
        long announcedCloses,
        long closesWhileIdle,
        long closedByServer,
        Stall longestStall) {

    public long underWay() {
        return begun - completed - failed;
    }
}
