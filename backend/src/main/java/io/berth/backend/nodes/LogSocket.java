package io.berth.backend.nodes;

import io.berth.protocol.LogLine;
import io.berth.protocol.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** The WebSocket of a container's log: only the node that was asked may open it, and only once. */
@Component
class LogSocket extends AgentSocket {

    private static final Logger LOG = LoggerFactory.getLogger(LogSocket.class);
    private static final String STREAM = "stream";

    private final LogStreams streams;

    LogSocket(NodeRecords records, LogStreams streams) {
        super(records);
        this.streams = streams;
    }

    @Override
    boolean admit(NodeCertificate node, ServerHttpRequest request, Map<String, Object> attributes) {
        String path = request.getURI().getPath();
        Optional<LogStream> stream =
                id(path.substring(path.lastIndexOf('/') + 1)).flatMap(id -> streams.claim(id, node.nodeId()));
        stream.ifPresent(claimed -> attributes.put(STREAM, claimed));
        return stream.isPresent();
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        attribute(session, STREAM, LogStream.class).connected(session);
    }

    @Override
    void received(WebSocketSession session, String text) {
        attribute(session, STREAM, LogStream.class).line(Wire.read(text, LogLine.class));
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        LOG.debug("The connection of a log failed", failure);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        LogStream stream = attribute(session, STREAM, LogStream.class);
        if (status.equalsCode(CloseStatus.NORMAL) || status.equalsCode(CloseStatus.GOING_AWAY)) {
            stream.complete();
        } else {
            stream.fail("The connection of the log was lost.");
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
