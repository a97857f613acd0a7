package io.berth.backend.nodes;

import io.berth.protocol.Enrolment;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps the two ports apart: agents' addresses exist on the agent port alone, and nothing else exists there. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortWall extends OncePerRequestFilter {

    private static final String AGENTS = Enrolment.LINK_PATH.substring(0, Enrolment.LINK_PATH.indexOf('/', 1) + 1);

    private final AgentPort agentPort;

    PortWall(AgentPort agentPort) {
        this.agentPort = agentPort;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean onAgentPort = request.getLocalPort() == agentPort.number();
        boolean forAgents = request.getServletPath().startsWith(AGENTS);
        if (onAgentPort == forAgents) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
