package io.berth.backend.nodes;

import io.berth.protocol.Enrolment;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Where agents open their connections. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class AgentSockets implements WebSocketConfigurer {

    private final LinkSocket links;
    private final LogSocket logs;

    AgentSockets(LinkSocket links, LogSocket logs) {
        this.links = links;
        this.logs = logs;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(links, Enrolment.LINK_PATH).addInterceptors(links);
        registry.addHandler(logs, Enrolment.STREAM_PATH + "*").addInterceptors(logs);
    }
}
