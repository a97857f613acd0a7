package io.berth.backend.balancing.certificates;

import io.berth.backend.platform.CannotStartException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the authorities of a file besides those that everybody trusts. */
final class ExtraTrust {

    private ExtraTrust() {}

    static SSLContext of(Path file) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate usual : usual()) {
                all.setCertificateEntry("usual" + number++, usual);
            }
            Collection<? extends Certificate> extra = read(file);
            if (extra.isEmpty()) {
                throw unreadable(file, null);
            }
            for (Certificate one : extra) {
                all.setCertificateEntry("extra" + number++, one);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory(all).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static X509Certificate[] usual() throws GeneralSecurityException {
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static CannotStartException unreadable(Path file, @Nullable Exception cause) {
        return new CannotStartException(
                "BERTH_ACME_CA names " + file + ", which is not a readable file with certificates in PEM form.", cause);
    }
}
