package io.berth.backend.nodes;

import java.util.UUID;

/** An agent's link has ended and no newer one has taken its place. */
public record AgentDisconnected(UUID nodeId) {}
