package io.berth.agent.link;

import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineStream;
import io.berth.agent.engine.EngineStreams;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.LogLine;
import io.berth.protocol.Wire;
import java.lang.System.Logger.Level;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends logs, each over a WebSocket of its own. A line is read from the engine only when the one before has been taken, so a
 * slow reader slows its own stream and nothing else, and nothing piles up here.
 */
public final class LogStreamer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LogStreamer.class.getName());
    private static final int MOST_STREAMS = 150;

    private final Platform platform;
    private final EngineStreams engine;
    private final Consumer<AgentMessage> upward;
    private final Map<UUID, Stream> open = new ConcurrentHashMap<>();

    /** @param upward takes the news that a stream could not be opened */
    public LogStreamer(Platform platform, EngineStreams engine, Consumer<AgentMessage> upward) {
        this.platform = platform;
        this.engine = engine;
        this.upward = upward;
    }

    /** Opens a stream, and returns at once. */
    public void open(UUID id, LogSource source, int tail, boolean follow) {
        if (open.size() >= MOST_STREAMS) {
            fail(id, "This host streams " + MOST_STREAMS + " logs already.");
            return;
        }
        Stream stream = new Stream(id);
        if (open.putIfAbsent(id, stream) == null) {
            Thread.ofVirtual().name("log-" + id).start(() -> run(stream, source, tail, follow));
        }
    }

    public void close(UUID id) {
        Stream stream = open.get(id);
        if (stream != null) {
            stream.stop();
        }
    }

    private void run(Stream stream, LogSource source, int tail, boolean follow) {
        try (EngineStream<LogLine> lines = engine.logs(source.engineId(), tail, follow)) {
            stream.send(lines, platform.openStream(stream.id, stream).join());
        } catch (EngineException e) {
            fail(stream.id, e.sentence());
        } catch (CompletionException e) {
            fail(stream.id, "The agent could not open the stream: " + LinkTrouble.sentence(e) + ".");
        } finally {
            open.remove(stream.id);
        }
    }

    private void fail(UUID id, String reason) {
        upward.accept(new AgentMessage.StreamFailed(id, reason));
    }

    @Override
    public void close() {
        open.values().forEach(Stream::stop);
    }

    /** Finds the container at the time the stream opens. */
    @FunctionalInterface
    public interface LogSource {

        /** @throws EngineException if there is no such container */
        String engineId();
    }

    /** One log on its way. */
    private static final class Stream implements WebSocket.Listener {

        private final UUID id;
        private volatile boolean stopped;
        private volatile @Nullable EngineStream<LogLine> source;
        private volatile @Nullable WebSocket reader;

        Stream(UUID id) {
            this.id = id;
        }

        void send(EngineStream<LogLine> lines, WebSocket to) {
            source = lines;
            reader = to;
            try {
                for (LogLine line = next(lines); line != null; line = next(lines)) {
                    to.sendText(Wire.write(line), true).join();
                }
                to.sendClose(WebSocket.NORMAL_CLOSURE, "the log ends")
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                LOG.log(Level.DEBUG, "a log stream ended: {0}", LinkTrouble.sentence(e));
            } finally {
                to.abort();
            }
        }

        private @Nullable LogLine next(EngineStream<LogLine> lines) {
            return stopped ? null : lines.next();
        }

        void stop() {
            stopped = true;
            EngineStream<LogLine> lines = source;
            if (lines != null) {
                lines.close();
            }
            WebSocket to = reader;
            if (to != null) {
                to.abort(); // a reader that does not read would hold the sender for ever
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            stop();
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            stop();
        }
    }
}
