package io.berth.backend.nodes;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** What both kinds of connection have in common: only a node gets in, and large texts come in parts. */
abstract class AgentSocket extends TextWebSocketHandler implements HandshakeInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(AgentSocket.class);
    private static final String ASSEMBLER = "assembler";

    private final NodeRecords records;

    AgentSocket(NodeRecords records) {
        this.records = records;
    }

    /** A look at the request of a node that is one of ours; false refuses it. */
    abstract boolean admit(NodeCertificate node, ServerHttpRequest request, Map<String, Object> attributes);

    /** One whole text. An exception closes the connection. */
    abstract void received(WebSocketSession session, String text) throws Exception;

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        Optional<NodeCertificate> certificate = request instanceof ServletServerHttpRequest servlet
                ? NodeCertificate.of(servlet.getServletRequest())
                : Optional.empty();
        boolean admitted = certificate
                .filter(records::accepts)
                .filter(node -> admit(node, request, attributes))
                .isPresent();
        if (!admitted) {
            LOG.warn("A connection to {} is refused: {}", request.getURI().getPath(), certificate);
            response.setStatusCode(certificate.isEmpty() ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN);
        }
        attributes.put(ASSEMBLER, new FrameAssembler());
        return admitted;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // Everything is done before.
    }

    @Override
    protected final void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        Optional<String> whole =
                attribute(session, ASSEMBLER, FrameAssembler.class).add(message);
        if (whole.isPresent()) {
            received(session, whole.get());
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    static <T> T attribute(WebSocketSession session, String name, Class<T> type) {
        return Objects.requireNonNull(type.cast(session.getAttributes().get(name)), name);
    }
}
