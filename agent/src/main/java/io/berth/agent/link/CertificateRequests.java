package io.berth.agent.link;

import io.berth.agent.state.Identity;
import io.berth.agent.state.Pem;
import io.berth.protocol.Enrolment;
import io.berth.protocol.JoinToken;
import io.berth.protocol.UnreadableMessageException;
import io.berth.protocol.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the control plane for certificates: the first one with a join token, later ones with the present certificate. */
public final class CertificateRequests {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final URI controlPlane;

    public CertificateRequests(URI controlPlane) {
        this.controlPlane = controlPlane;
    }

    /**
     * @throws IOException if the control plane cannot be reached (yet)
     * @throws RefusedException if it is another platform's, or does not accept the token
     */
    public Identity enrol(JoinToken token, String nodeName) throws IOException, RefusedException, InterruptedException {
        KeyAndRequest made = KeyAndRequest.generate();
        String body = Wire.write(new Enrolment.Request(token.secret(), nodeName, made.request()));
        try (HttpClient client = SecureClient.anonymous(PlatformTrust.byFingerprint(token.authorityFingerprint()))) {
            Identity identity = identity(made.key(), post(client, Enrolment.ENROL_PATH, body));
            if (!fingerprint(identity.authority()).equals(token.authorityFingerprint())) {
                throw new RefusedException("The control plane answered with another platform's authority.", null);
            }
            return identity;
        }
    }

    /** The same node with a new key. */
    public Identity renew(Identity present) throws IOException, RefusedException, InterruptedException {
        KeyAndRequest made = KeyAndRequest.generate();
        String body = Wire.write(new Enrolment.Renewal(made.request()));
        try (HttpClient client = SecureClient.of(present)) {
            return identity(made.key(), post(client, Enrolment.RENEW_PATH, body));
        }
    }

    private Enrolment.Response post(HttpClient client, String path, String body)
            throws IOException, RefusedException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(controlPlane.resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(ANSWER_WITHIN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            CertificateException distrust = distrust(e);
            if (distrust != null) {
                throw new RefusedException(
                        "The server at " + controlPlane + " is not trusted: " + distrust.getMessage() + ".", e);
            }
            throw e;
        }
        return read(response);
    }

    private Enrolment.Response read(HttpResponse<String> response) throws IOException, RefusedException {
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            throw new IOException("the control plane answered " + status);
        }
        if (status >= 300) {
            throw new RefusedException(
                    "The control plane refused this host (" + status + "): " + detail(response), null);
        }
        try {
            return Wire.read(response.body(), Enrolment.Response.class);
        } catch (UnreadableMessageException e) {
            throw new RefusedException("The server at " + controlPlane + " does not answer like a control plane.", e);
        }
    }

    private static String detail(HttpResponse<String> response) {
        try {
            String detail = Wire.read(response.body(), Problem.class).detail();
            return detail == null ? "it gave no reason" : detail;
        } catch (UnreadableMessageException e) {
            return "it gave no reason";
        }
    }

    private static Identity identity(PrivateKey key, Enrolment.Response response) throws RefusedException {
        try {
            return new Identity(
                    response.node(),
                    response.installation(),
                    key,
                    Pem.certificate(response.certificate()),
                    Pem.certificate(response.authority()));
        } catch (GeneralSecurityException e) {
            throw new RefusedException("The control plane answered with an unreadable certificate.", e);
        }
    }

    private static String fingerprint(X509Certificate certificate) throws RefusedException {
        try {
            return JoinToken.fingerprint(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new RefusedException("The control plane answered with an unreadable certificate.", e);
        }
    }

    private static @Nullable CertificateException distrust(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException distrust) {
                return distrust;
            }
        }
        return null;
    }

    private record Problem(@Nullable String detail) {}
}
