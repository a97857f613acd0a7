package io.berth.agent.link;

import io.berth.agent.state.Identity;
import io.berth.protocol.Enrolment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The control plane as this node reaches it, with whatever certificate it has at present. */
public final class Platform implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(15);

    private final URI address;
    private volatile Identity identity;
    private volatile HttpClient client;

    public Platform(URI address, Identity identity) {
        this.address = address;
        this.identity = identity;
        this.client = SecureClient.of(identity);
    }

    Identity identity() {
        return identity;
    }

    /** From now on, connections are made with this certificate; open ones stay as they are. */
    void adopt(Identity renewed) {
        HttpClient before = client;
        client = SecureClient.of(renewed);
        identity = renewed;
        before.shutdown();
    }

    CompletableFuture<WebSocket> openLink(WebSocket.Listener listener) {
        return open(Enrolment.LINK_PATH, listener);
    }

    CompletableFuture<WebSocket> openStream(UUID stream, WebSocket.Listener listener) {
        return open(Enrolment.STREAM_PATH + stream, listener);
    }

    private CompletableFuture<WebSocket> open(String path, WebSocket.Listener listener) {
        URI there = address.resolve(path);
        URI socket =
                URI.create("wss://" + there.getRawAuthority() + (there.getRawPath() == null ? "" : there.getRawPath()));
        return client.newWebSocketBuilder().connectTimeout(CONNECT_WITHIN).buildAsync(socket, listener);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
