package io.berth.backend.nodes;

import io.berth.protocol.AgentMessage;
import java.util.UUID;

/** An agent said something about its engine or a job. Published on the link's own thread, one after the other. */
public record AgentReported(UUID nodeId, AgentMessage message) {}
