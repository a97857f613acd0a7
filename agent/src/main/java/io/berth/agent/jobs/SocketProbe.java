package io.berth.agent.jobs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Connects over TCP to the container's own address. The agent must therefore be on the host's network, as it is when it runs
 * beside the engine. A published port would not do: the engine's proxy accepts there whether the container listens or not.
 */
public final class SocketProbe implements PortProbe {

    private static final int PATIENCE_MILLIS = 500;

    @Override
    public boolean accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
