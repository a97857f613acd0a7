package io.berth.agent.link;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;

/** The agent, as its link sees it. No method may block for long. */
public interface LinkedAgent {

    /** How the agent introduces itself; asked for anew on every connection. */
    AgentMessage.Hello hello();

    /** The control plane has let the agent in. */
    void linked(ControlMessage.Welcome welcome);

    /** A message after the welcome. */
    void received(ControlMessage message);

    boolean engineAnswers();
}
