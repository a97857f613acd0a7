package io.berth.agent.link;

import io.berth.agent.state.Pem;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.Enrolment;
import io.berth.protocol.ProtocolVersion;
import io.berth.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** The control plane's side of TLS, enrolment and WebSockets, small enough to misbehave on demand. */
final class TestControlPlane implements AutoCloseable {

    static final String SECRET = "s".repeat(40);

    final UUID installation = UUID.randomUUID();
    final UUID node = UUID.randomUUID();
    final BlockingQueue<Socket> links = new LinkedBlockingQueue<>();
    final BlockingQueue<Socket> streams = new LinkedBlockingQueue<>();
    final BlockingQueue<X509Certificate> clients = new LinkedBlockingQueue<>();
    volatile Duration certificatesGoodFor = Duration.ofDays(1);
    volatile int answer = 200;

    private final TestAuthority authority;
    private final SSLServerSocket server;

    TestControlPlane(TestAuthority authority, String name) throws Exception {
        this.authority = authority;
        this.server = (SSLServerSocket) authority
                .serverContext(name)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLParameters parameters = server.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setWantClientAuth(true);
        server.setSSLParameters(parameters);
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String path = line(in).split(" ")[1];
            Map<String, String> headers = new HashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (headers.containsKey("sec-websocket-key")) {
                clients.add((X509Certificate) socket.getSession().getPeerCertificates()[0]);
                upgrade(socket, String.valueOf(headers.get("sec-websocket-key")));
                Socket opened = new Socket(socket, in);
                (path.equals(Enrolment.LINK_PATH) ? links : streams).add(opened);
                opened.read();
            } else {
                byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                respond(socket, path, new String(body, StandardCharsets.UTF_8));
            }
        } catch (SSLException | SocketException | EOFException e) {
            close(socket); // one of the two did not want to go on
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void respond(SSLSocket socket, String path, String body) throws Exception {
        String request = path.equals(Enrolment.ENROL_PATH)
                ? Wire.read(body, Enrolment.Request.class).certificateRequest()
                : Wire.read(body, Enrolment.Renewal.class).certificateRequest();
        if (!path.equals(Enrolment.ENROL_PATH)) {
            clients.add((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
        String json = answer == 200
                ? Wire.write(new Enrolment.Response(
                        node,
                        installation,
                        Pem.write(
                                "CERTIFICATE",
                                authority
                                        .node(key(request), certificatesGoodFor)
                                        .getEncoded()),
                        Pem.write("CERTIFICATE", authority.certificate().getEncoded())))
                : "{\"detail\":\"The join token is unknown or has expired.\"}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + answer + " x\r\nContent-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        socket.close();
    }

    private static PublicKey key(String request) throws Exception {
        try (PEMParser parser = new PEMParser(new java.io.StringReader(request))) {
            PKCS10CertificationRequest parsed = (PKCS10CertificationRequest) parser.readObject();
            return new JcaPEMKeyConverter().getPublicKey(parsed.getSubjectPublicKeyInfo());
        }
    }

    private static void upgrade(SSLSocket socket, String key) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(TestControlPlane::close);
        streams.forEach(TestControlPlane::close);
    }

    /** One WebSocket of an agent. */
    static final class Socket implements AutoCloseable {

        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        volatile boolean answersPings = true;
        /** Whoever holds it keeps the socket from being read. */
        final Semaphore reading = new Semaphore(1);

        private final SSLSocket socket;
        private final DataInputStream in;

        Socket(SSLSocket socket, DataInputStream in) {
            this.socket = socket;
            this.in = in;
        }

        private void read() throws IOException, InterruptedException {
            StringBuilder text = new StringBuilder();
            while (true) {
                reading.acquire();
                reading.release();
                int first = in.readUnsignedByte();
                byte[] payload = payload();
                switch (first & 0x0F) {
                    case 0, 1 -> {
                        text.append(new String(payload, StandardCharsets.UTF_8));
                        if ((first & 0x80) != 0) {
                            texts.add(text.toString());
                            text.setLength(0);
                        }
                    }
                    case 8 -> {
                        closes.add(new DataInputStream(new ByteArrayInputStream(payload)).readUnsignedShort());
                        socket.close();
                        return;
                    }
                    case 9 -> {
                        if (answersPings) {
                            frame(0x8A, payload);
                        }
                    }
                    default -> throw new IOException("frame " + first);
                }
            }
        }

        private byte[] payload() throws IOException {
            int second = in.readUnsignedByte();
            long length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return payload;
        }

        synchronized void frame(int first, byte[] payload) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(first);
            if (payload.length < 126) {
                out.write(payload.length);
            } else {
                out.write(126);
                out.write(payload.length >> 8);
                out.write(payload.length);
            }
            out.write(payload);
            out.flush();
        }

        void send(ControlMessage message) throws IOException {
            frame(0x81, Wire.write(message).getBytes(StandardCharsets.UTF_8));
        }

        void sendInPieces(ControlMessage message) throws IOException {
            byte[] bytes = Wire.write(message).getBytes(StandardCharsets.UTF_8);
            int half = bytes.length / 2;
            frame(0x01, java.util.Arrays.copyOf(bytes, half));
            frame(0x80, java.util.Arrays.copyOfRange(bytes, half, bytes.length));
        }

        void welcome(UUID installation, int heartbeatSeconds) throws IOException {
            send(new ControlMessage.Welcome(
                    ProtocolVersion.CURRENT, installation, UUID.randomUUID(), heartbeatSeconds));
        }

        <T extends AgentMessage> T next(Class<T> type) throws InterruptedException {
            for (String text = next(); ; text = next()) {
                AgentMessage message = Wire.read(text, AgentMessage.class);
                if (type.isInstance(message)) {
                    return type.cast(message);
                }
            }
        }

        String next() throws InterruptedException {
            return present(texts.poll(20, TimeUnit.SECONDS));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("nothing came within the time");
        }
        return value;
    }

    Socket link() throws InterruptedException {
        return present(links.poll(20, TimeUnit.SECONDS));
    }

    Socket stream() throws InterruptedException {
        return present(streams.poll(20, TimeUnit.SECONDS));
    }
}
