package io.berth.backend.local;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** To other machines these addresses do not exist; on this one they want the token. */
class LocalFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final LocalToken token;

    LocalFilter(LocalToken token) {
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (!fromThisMachine(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (authorization == null
                || !authorization.startsWith(BEARER)
                || !token.matches(authorization.substring(BEARER.length()).strip())) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The address of the connection itself, whatever a proxy's headers say. */
    private static boolean fromThisMachine(HttpServletRequest request) throws IOException {
        ServletRequest raw = request;
        while (raw instanceof ServletRequestWrapper wrapper) {
            raw = wrapper.getRequest();
        }
        // Where the pages are opened on one address alone, the berth command comes from that address.
        return InetAddress.getByName(raw.getRemoteAddr()).isLoopbackAddress()
                || raw.getRemoteAddr().equals(raw.getLocalAddr());
    }
}
