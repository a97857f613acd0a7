package io.berth.backend.balancing;

import java.util.UUID;

/** A balancer has begun or ceased to send requests to containers of that service. Published inside the transaction. */
public record BalancingChanged(UUID serviceId) {}
