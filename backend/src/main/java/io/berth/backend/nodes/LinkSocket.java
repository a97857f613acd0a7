package io.berth.backend.nodes;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.UnreadableMessageException;
import io.berth.protocol.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/** The WebSocket of a link. */
@Component
class LinkSocket extends AgentSocket {

    private static final Logger LOG = LoggerFactory.getLogger(LinkSocket.class);
    private static final String NODE = "node";
    private static final String LINK = "link";
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final Duration LONGEST_SEND = Duration.ofSeconds(10);

    private final Links links;
    private final InstantSource clock;

    LinkSocket(NodeRecords records, Links links, InstantSource clock) {
        super(records);
        this.links = links;
        this.clock = clock;
    }

    @Override
    boolean admit(NodeCertificate node, ServerHttpRequest request, Map<String, Object> attributes) {
        attributes.put(NODE, node);
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        if (session instanceof StandardWebSocketSession standard) {
            standard.getNativeSession().getUserProperties().put(SEND_TIMEOUT, LONGEST_SEND.toMillis());
        }
        NodeCertificate node = attribute(session, NODE, NodeCertificate.class);
        session.getAttributes().put(LINK, links.open(node.nodeId(), session));
    }

    @Override
    void received(WebSocketSession session, String text) throws InterruptedException {
        Link link = attribute(session, LINK, Link.class);
        try {
            link.received(Wire.read(text, AgentMessage.class), clock.instant());
        } catch (UnreadableMessageException e) {
            // An agent one version ahead may say things that are new to us.
            LOG.warn("Node {} says what is not understood: {}", link.nodeId(), e.getMessage());
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        LOG.debug("The connection of a link failed", failure);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        attribute(session, LINK, Link.class).end(status);
    }
}
