package io.berth.backend.nodes;

import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.Enrolment;
import io.berth.protocol.JoinToken;
import io.berth.protocol.NodeFacts;
import io.berth.protocol.ProtocolVersion;
import io.berth.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The agent's end of the protocol, over real TLS, without an engine behind it. */
final class FakeAgent implements AutoCloseable {

    private static final char[] NO_PASSWORD = new char[0];

    private final int port;
    private final KeyPair keys;
    private final X509Certificate authority;
    private HttpClient client;

    private FakeAgent(int port, X509Certificate authority) throws Exception {
        this.port = port;
        this.authority = authority;
        this.keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        this.client = client(authority, keys, null);
    }

    /** A host that is not a node yet. */
    static FakeAgent at(int port, CertificateAuthority authority) throws Exception {
        return new FakeAgent(port, authority.certificate());
    }

    Enrolment.Response join(String joinToken, String name) throws Exception {
        HttpResponse<String> answer = enrol(JoinToken.parse(joinToken).secret(), name);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        Enrolment.Response response = Wire.read(answer.body(), Enrolment.Response.class);
        use(response);
        return response;
    }

    HttpResponse<String> enrol(String secret, String name) throws Exception {
        return post(Enrolment.ENROL_PATH, new Enrolment.Request(secret, name, certificateRequest(keys)));
    }

    HttpResponse<String> renew() throws Exception {
        return post(Enrolment.RENEW_PATH, new Enrolment.Renewal(certificateRequest(keys)));
    }

    /** From now on this certificate is shown. */
    void use(Enrolment.Response response) throws Exception {
        client = client(authority, keys, certificate(response.certificate()));
    }

    HttpResponse<String> post(String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .POST(BodyPublishers.ofString(Wire.write(body)))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Opens a link without saying anything. */
    Connection open() {
        return open(Enrolment.LINK_PATH);
    }

    Connection open(String path) {
        Connection connection = new Connection();
        connection.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + port + path), connection)
                .join();
        return connection;
    }

    /** Opens a link, is welcomed on it, and says at its pace that it is alive. */
    Connection link() throws InterruptedException {
        Connection connection = linkWithoutHeartbeat();
        Thread.ofVirtual().start(connection::beat);
        return connection;
    }

    Connection linkWithoutHeartbeat() throws InterruptedException {
        Connection connection = open();
        connection.say(hello(ProtocolVersion.CURRENT));
        ControlMessage answer = connection.next();
        if (!(answer instanceof ControlMessage.Welcome)) {
            throw new IllegalStateException("not welcomed: " + answer);
        }
        return connection;
    }

    static AgentMessage.Hello hello(int version) {
        NodeFacts facts =
                new NodeFacts("fake", "192.0.2.1", "Debian 12", "6.1", 4, 8L << 30, "29.0", "1.52", "overlay2");
        return new AgentMessage.Hello(version, "0.1.0", facts);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static HttpClient client(X509Certificate authority, KeyPair keys, @Nullable X509Certificate own)
            throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyStore identity = KeyStore.getInstance("PKCS12");
        identity.load(null, null);
        if (own != null) {
            identity.setKeyEntry("node", keys.getPrivate(), NO_PASSWORD, new Certificate[] {own});
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(identity, NO_PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    private static String certificateRequest(KeyPair keys) throws Exception {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(
                    new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=whatever"), keys.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        }
        return pem.toString();
    }

    /** One WebSocket. */
    static final class Connection implements WebSocket.Listener {

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        private @Nullable WebSocket socket;

        /** Whether its engine answers, as its heartbeats say. */
        volatile boolean engineAnswers = true;

        void beat() {
            try {
                while (!socket().isOutputClosed()) {
                    say(new AgentMessage.Heartbeat(engineAnswers, null));
                    TimeUnit.MILLISECONDS.sleep(300);
                }
            } catch (CompletionException e) {
                closed.complete(1006);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void say(Object message) {
            sayRaw(Wire.write(message));
        }

        synchronized void sayRaw(String text) {
            socket().sendText(text, true).join();
        }

        synchronized void sayInParts(Object message, int parts) {
            String text = Wire.write(message);
            int length = text.length() / parts + 1;
            for (int from = 0; from < text.length(); from += length) {
                int to = Math.min(text.length(), from + length);
                socket().sendText(text.substring(from, to), to == text.length()).join();
            }
        }

        ControlMessage next() throws InterruptedException {
            String text = texts.poll(20, TimeUnit.SECONDS);
            if (text == null) {
                throw new IllegalStateException("the control plane says nothing");
            }
            return Wire.read(text, ControlMessage.class);
        }

        /** The status with which the control plane closes it. */
        int closedWith() throws Exception {
            return closed.get(20, TimeUnit.SECONDS);
        }

        void close() {
            socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }

        /** Dies without a word. */
        void abort() {
            socket().abort();
        }

        private WebSocket socket() {
            return Objects.requireNonNull(socket);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
