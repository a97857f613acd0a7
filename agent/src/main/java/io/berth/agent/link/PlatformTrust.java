package io.berth.agent.link;

import io.berth.protocol.Enrolment;
import io.berth.protocol.JoinToken;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the control plane of one platform, and nobody else: its certificate must come from the platform's own authority and
 * carry the control plane's fixed name. The address in the URL does not matter; no public authority does either.
 */
public final class PlatformTrust extends X509ExtendedTrustManager {

    private static final String SERVER_USE = "1.3.6.1.5.5.7.3.1";
    private static final Integer DNS_NAME = 2;

    private final AuthorityChoice choice;

    private PlatformTrust(AuthorityChoice choice) {
        this.choice = choice;
    }

    /** Before enrolment: the authority is the last of the server's chain, if its fingerprint is the expected one. */
    public static PlatformTrust byFingerprint(String fingerprint) {
        return new PlatformTrust(chain -> {
            X509Certificate last = chain[chain.length - 1];
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(last.getEncoded());
            if (!JoinToken.fingerprint(hash).equals(fingerprint)) {
                throw new CertificateException("the server does not belong to the platform that the join token is for");
            }
            return last;
        });
    }

    /** Once the authority is known. */
    public static PlatformTrust byAuthority(X509Certificate authority) {
        return new PlatformTrust(_ -> authority);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the server shows no certificate");
        }
        try {
            X509Certificate authority = choice.from(chain);
            checkPath(chain, authority);
            checkPurpose(chain[0]);
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the server's certificate is not from this platform: " + e.getMessage(), e);
        }
    }

    private static void checkPath(X509Certificate[] chain, X509Certificate authority) throws GeneralSecurityException {
        if (authority.getBasicConstraints() < 0) {
            throw new CertificateException("the certificate at the end of the chain is not an authority's");
        }
        List<X509Certificate> path = Arrays.stream(chain)
                .takeWhile(certificate -> !certificate.equals(authority))
                .toList();
        if (path.isEmpty()) {
            throw new CertificateException("the server shows the authority's certificate as its own");
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }

    private static void checkPurpose(X509Certificate server) throws CertificateException {
        List<String> uses = server.getExtendedKeyUsage();
        if (uses == null || !uses.contains(SERVER_USE)) {
            throw new CertificateException("the certificate is not a server's");
        }
        Collection<List<?>> names = server.getSubjectAlternativeNames();
        boolean named = names != null
                && names.stream()
                        .anyMatch(name ->
                                DNS_NAME.equals(name.get(0)) && Enrolment.CONTROL_PLANE_NAME.equals(name.get(1)));
        if (!named) {
            throw new CertificateException("the certificate is not the control plane's");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        refuseClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        refuseClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        refuseClients();
    }

    private static void refuseClients() throws CertificateException {
        throw new CertificateException("an agent accepts no connections");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** Which authority the chain is checked against. */
    @FunctionalInterface
    private interface AuthorityChoice {
        X509Certificate from(X509Certificate[] chain) throws GeneralSecurityException;
    }
}
