package io.berth.agent.link;

import io.berth.agent.state.Identity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** HTTP clients that speak TLS 1.3 with the control plane alone. */
final class SecureClient {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private SecureClient() {}

    /** Without a certificate of its own: good for enrolment only. */
    static HttpClient anonymous(PlatformTrust trust) {
        try {
            return client(trust, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS 1.3 is not available", e);
        }
    }

    static HttpClient of(Identity identity) {
        try {
            return client(PlatformTrust.byAuthority(identity.authority()), keys(identity));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the node's certificate is not usable", e);
        }
    }

    private static HttpClient client(PlatformTrust trust, KeyManager @Nullable [] keys)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {trust}, null);
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .sslParameters(parameters)
                .connectTimeout(CONNECT_WITHIN)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    private static KeyManager[] keys(Identity identity) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] inMemoryOnly = new char[0];
        Certificate[] chain = {identity.certificate(), identity.authority()};
        store.setKeyEntry("node", identity.key(), inMemoryOnly, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, inMemoryOnly);
        return factory.getKeyManagers();
    }
}
