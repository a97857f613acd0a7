package io.berth.backend.balancing.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The real HAProxy with a plan, on free ports of the loopback address instead of those of the plan. */
final class RunningHaproxy implements AutoCloseable {

    private static final Pattern BIND = Pattern.compile("(?m)^  bind :([0-9]+)");
    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<Integer, Integer> ports = new HashMap<>();
    private final Process process;

    RunningHaproxy(Plan plan, Path folder) {
        Path configuration = Haproxy.write(plan, folder, this::onFreePorts);
        process = Haproxy.start(configuration, "-db");
        ports.values().forEach(this::awaitPort);
    }

    /** @return the whole answer */
    String get(int port, String host, String path, String... headers) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.getOrDefault(port, port))) {
            return exchange(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                            + String.join(
                                    "",
                                    List.of(headers).stream()
                                            .map(h -> h + "\r\n")
                                            .toList()) + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a command, or to whatever else is sent as it is. */
    String tell(int port, String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.getOrDefault(port, port))) {
            return exchange(socket, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of whose certificate it is and of the protocol that is spoken. */
    String greeting(int port, String host) {
        try (SSLSocket socket = (SSLSocket) trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), ports.getOrDefault(port, port))) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName() + " " + socket.getApplicationProtocol();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String exchange(Socket socket, String text) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String onFreePorts(String text) {
        int control = free(ProcessSections.CONTROL_PORT);
        Matcher bind = BIND.matcher(text);
        return bind.replaceAll(found -> "  bind 127.0.0.1:" + free(Integer.parseInt(found.group(1))))
                .replace("127.0.0.1:" + ProcessSections.CONTROL_PORT, "127.0.0.1:" + control);
    }

    private int free(int instead) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.put(instead, socket.getLocalPort());
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort(int port) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        process.destroyForcibly();
        throw new AssertionError("HAProxy does not listen on port " + port);
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustingAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static final class TrustingAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
