package io.berth.backend.nodes;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.LogLine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The logs that are being read: each on a connection of its own, which the agent opens when it is asked to. */
@Component
class LogStreams implements ContainerLogs {

    private static final Duration OPENING_PATIENCE = Duration.ofSeconds(10);
    private static final String NOT_CONNECTED = "The node is not connected.";

    private final Map<UUID, LogStream> streams = new ConcurrentHashMap<>();
    private final AgentLink agents;

    LogStreams(AgentLink agents) {
        this.agents = agents;
    }

    @Override
    public LogTail open(UUID nodeId, String containerName, int tail, boolean follow, Consumer<LogLine> reader) {
        UUID id = UUID.randomUUID();
        LogStream stream =
                new LogStream(id, nodeId, reader, () -> agents.send(nodeId, new ControlMessage.CloseStream(id)));
        streams.put(id, stream);
        stream.ended().whenComplete((_, _) -> streams.remove(id));
        if (!agents.send(nodeId, new ControlMessage.OpenLogStream(id, containerName, tail, follow))) {
            stream.fail(NOT_CONNECTED);
        }
        CompletableFuture.delayedExecutor(OPENING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!stream.isClaimed()) {
                        stream.fail("The node did not open the log in time.");
                    }
                });
        return stream;
    }

    /** The stream of that id, if that node was asked for it and has not opened it yet. */
    Optional<LogStream> claim(UUID id, UUID nodeId) {
        return Optional.ofNullable(streams.get(id))
                .filter(stream -> stream.nodeId().equals(nodeId))
                .filter(LogStream::claim);
    }

    @EventListener
    void failed(AgentReported report) {
        if (report.message() instanceof AgentMessage.StreamFailed(UUID id, String reason)) {
            LogStream stream = streams.get(id);
            if (stream != null && stream.nodeId().equals(report.nodeId())) {
                stream.fail(reason);
            }
        }
    }

    @EventListener
    void nodeLeft(AgentDisconnected left) {
        streams.values().stream()
                .filter(stream -> stream.nodeId().equals(left.nodeId()))
                .forEach(stream -> stream.fail("The node's connection was lost."));
    }

    void stop() {
        streams.values().forEach(LogStream::complete);
    }
}
