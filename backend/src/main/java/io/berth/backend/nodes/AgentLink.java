package io.berth.backend.nodes;

import io.berth.protocol.ControlMessage;
import java.util.UUID;

/** The way to an agent. */
public interface AgentLink {

    /**
     * Hands a message to the agent's link, and does not wait for it to arrive: what must not get lost is sent again after
     * {@link AgentConnected}.
     *
     * @return false if the agent is not linked
     */
    boolean send(UUID nodeId, ControlMessage message);
}
