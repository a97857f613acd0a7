package io.berth.agent.link;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.DiskSpace;
import org.jspecify.annotations.Nullable;

/** An agent for links that are never opened. */
final class NobodyLinked implements LinkedAgent {

    @Override
    public AgentMessage.Hello hello() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void linked(ControlMessage.Welcome welcome) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void received(ControlMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean engineAnswers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable DiskSpace engineDisk() {
        throw new UnsupportedOperationException();
    }
}
