package io.berth.backend.balancing;

import io.berth.protocol.BalancerSetup;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a balancer is to run, and what its answer will be measured by.
 *
 * @param listed the containers among its servers, by their names on the engine
 * @param known the containers that it may have been told of before, or is told of now: what it does not list afterwards has gone
 * @param tokens of an authority that it gives the answers to
 */
record PlannedSetup(BalancerSetup setup, Map<String, UUID> listed, Set<UUID> known, Set<String> tokens) {}
