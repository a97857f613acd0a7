package io.berth.backend.balancing;

import io.berth.protocol.BalancerSetup.Counters;
import java.util.Map;
import java.util.UUID;

/**
 * A balancer has counted more at containers of a service. Published inside the transaction.
 *
 * @param more by container, what was added since it was last asked
 */
public record RequestsCounted(UUID serviceId, Map<UUID, Counters> more) {}
