package io.berth.agent.link;

import io.berth.protocol.Wire;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the control plane, from opening to end. Outgoing messages wait in a queue for the one writer, because a
 * WebSocket takes the next only when the last has left; a full queue means that the other end has stopped reading.
 */
final class LinkConnection implements WebSocket.Listener {

    private static final int QUEUE = 10_000;
    private static final int LONGEST_MESSAGE = 32 * 1024 * 1024;
    private static final Duration SEND_WITHIN = Duration.ofSeconds(30);
    private static final Duration GOOD_BYE_WITHIN = Duration.ofSeconds(1);

    private final BlockingQueue<String> outbox = new ArrayBlockingQueue<>(QUEUE);
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final StringBuilder incoming = new StringBuilder();
    private final Consumer<String> receiver;
    private volatile long heardAt = System.nanoTime();
    private volatile @Nullable WebSocket socket;

    /** @param receiver gets one message after the other, and must not block */
    LinkConnection(Consumer<String> receiver) {
        this.receiver = receiver;
    }

    static LinkConnection open(Platform platform, Consumer<String> receiver) throws IOException {
        LinkConnection connection = new LinkConnection(receiver);
        try {
            WebSocket socket = platform.openLink(connection).join();
            connection.socket = socket;
            Thread.ofVirtual().name("link-writer").start(() -> connection.write(socket));
            return connection;
        } catch (CompletionException e) {
            throw new IOException(LinkTrouble.sentence(e), e);
        }
    }

    void send(Object message) {
        if (!outbox.offer(Wire.write(message))) {
            abort("the control plane does not read");
        }
    }

    private void write(WebSocket to) {
        try {
            while (!end.isDone()) {
                String next = outbox.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    to.sendText(next, true).get(SEND_WITHIN.toSeconds(), TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort("the agent stops");
        } catch (TimeoutException e) {
            abort("the control plane does not read");
        } catch (ExecutionException e) {
            abort(LinkTrouble.sentence(e));
        }
    }

    /** Asks the other end for a sign of life. */
    void ping() {
        WebSocket open = socket;
        if (open != null && !end.isDone()) {
            var unused = open.sendPing(ByteBuffer.allocate(0)).exceptionally(e -> {
                abort(LinkTrouble.sentence(e));
                return null;
            });
        }
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    boolean ended() {
        return end.isDone();
    }

    /** @return why it ended; null if it has not within that time */
    @Nullable
    String awaitEnd(Duration atMost) throws InterruptedException {
        try {
            return end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an end has a reason, never an exception", e);
        }
    }

    void abort(String reason) {
        end.complete(reason);
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    /** Says good-bye, and does not wait long for an answer. Without one it may not have left yet, and an abort would take it back. */
    void close() {
        WebSocket open = socket;
        if (open != null && !end.isDone()) {
            try {
                open.sendClose(WebSocket.NORMAL_CLOSURE, "the agent stops").get(2, TimeUnit.SECONDS);
                awaitEnd(GOOD_BYE_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                end.complete(LinkTrouble.sentence(e));
            }
        }
        abort("the agent stops");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        if (incoming.length() + data.length() > LONGEST_MESSAGE) {
            abort("the control plane sent a message without an end");
            return null;
        }
        incoming.append(data);
        if (last) {
            String message = incoming.toString();
            incoming.setLength(0);
            if (incoming.capacity() > 64 * 1024) {
                incoming.trimToSize();
            }
            receiver.accept(message);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        heardAt = System.nanoTime();
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        heardAt = System.nanoTime();
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        end.complete("the control plane closed it (" + statusCode + (reason.isBlank() ? "" : ", " + reason) + ")");
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end.complete(LinkTrouble.sentence(error));
    }
}
