package io.berth.agent.jobs;

/** Tries to connect to a container. */
@FunctionalInterface
public interface PortProbe {

    /** Whether something accepts a connection there right now; takes a second at most. */
    boolean accepts(String address, int port);
}
