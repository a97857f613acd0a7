package io.berth.agent.link;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.DiskSpace;
import org.jspecify.annotations.Nullable;

/** The agent, as its link sees it. No method may block for long. */
public interface LinkedAgent {

    /** How the agent introduces itself; asked for anew on every connection. */
    AgentMessage.Hello hello();

    /** The control plane has let the agent in. */
    void linked(ControlMessage.Welcome welcome);

    /** A message after the welcome. */
    void received(ControlMessage message);

    boolean engineAnswers();

    /** Where the engine keeps its images; null if that disk cannot be seen from here. */
    @Nullable
    DiskSpace engineDisk();
}
