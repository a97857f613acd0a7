package io.berth.backend.balancing.config;

/**
 * A port whose connections are passed on as they are.
 *
 * @param tls whether the balancer ends TLS before it passes them on
 */
record TcpPort(int port, boolean tls) {

    private static final String TLS_MARK = "/ssl";

    /** @param text such as {@code 2222} or {@code 2222/ssl} */
    static TcpPort parse(String text) throws Unreadable {
        boolean tls = text.endsWith(TLS_MARK);
        return new TcpPort(Ports.one(tls ? text.substring(0, text.length() - TLS_MARK.length()) : text), tls);
    }
}
