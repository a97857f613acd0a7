package io.berth.backend.nodes;

import io.berth.protocol.LogLine;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** One log that was asked for: first without, then with the connection on which the agent sends it. */
final class LogStream implements LogTail {

    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);

    private final UUID id;
    private final UUID nodeId;
    private final Consumer<LogLine> reader;
    private final Runnable whenClosed;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile @Nullable WebSocketSession session;

    LogStream(UUID id, UUID nodeId, Consumer<LogLine> reader, Runnable whenClosed) {
        this.id = id;
        this.nodeId = nodeId;
        this.reader = reader;
        this.whenClosed = whenClosed;
    }

    UUID id() {
        return id;
    }

    UUID nodeId() {
        return nodeId;
    }

    /** True once: for the first connection that wants to be this stream. */
    boolean claim() {
        return !ended.isDone() && claimed.compareAndSet(false, true);
    }

    boolean isClaimed() {
        return claimed.get();
    }

    void connected(WebSocketSession fresh) {
        session = fresh;
        if (ended.isDone()) {
            closeSession();
        }
    }

    /** On the connection's own thread: while the reader blocks, nothing more is read from the host. */
    void line(LogLine line) {
        if (!ended.isDone()) {
            reader.accept(line);
        }
    }

    void complete() {
        ended.complete(null);
        closeSession();
    }

    void fail(String reason) {
        ended.completeExceptionally(new LogUnavailableException(reason));
        closeSession();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        if (ended.complete(null)) {
            whenClosed.run();
            closeSession();
        }
    }

    private void closeSession() {
        WebSocketSession open = session;
        if (open != null && open.isOpen()) {
            try {
                open.close(CloseStatus.NORMAL);
            } catch (IOException e) {
                LOG.debug("A log stream was closed the hard way: {}", e.toString());
            }
        }
    }
}
