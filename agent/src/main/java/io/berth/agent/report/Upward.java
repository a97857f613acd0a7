package io.berth.agent.report;

import io.berth.protocol.AgentMessage;

/** The way of reports to the control plane. */
public interface Upward {

    /** Reports are made only for somebody who listens. */
    boolean linked();

    void send(AgentMessage message);
}
