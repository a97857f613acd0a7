package io.berth.backend.nodes;

import java.util.UUID;

/** An agent was welcomed on a new link. Its inventory follows. Published on the link's own thread. */
public record AgentConnected(UUID nodeId) {}
