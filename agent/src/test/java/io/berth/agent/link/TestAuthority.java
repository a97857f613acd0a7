package io.berth.agent.link;

import io.berth.agent.state.Identity;
import io.berth.protocol.JoinToken;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A platform's certificate authority, for tests. */
final class TestAuthority {

    private static final char[] NO_PASSWORD = new char[0];

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;

    TestAuthority() {
        X500Name name = new X500Name("CN=Test platform " + UUID.randomUUID());
        this.certificate = sign(
                new JcaX509v3CertificateBuilder(
                        name, BigInteger.ONE, from(), until(Duration.ofDays(9)), name, keys.getPublic()),
                Extension.basicConstraints,
                new BasicConstraints(0));
    }

    X509Certificate certificate() {
        return certificate;
    }

    String fingerprint() throws Exception {
        return JoinToken.fingerprint(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    X509Certificate server(PublicKey key, KeyPurposeId purpose, String dnsName) throws Exception {
        return issue("CN=server", key, Duration.ofDays(1), purpose, dnsName);
    }

    X509Certificate node(PublicKey key, Duration validity) throws Exception {
        return issue("CN=node", key, validity, KeyPurposeId.id_kp_clientAuth, null);
    }

    Identity identity(UUID installation, Duration validity) throws Exception {
        KeyPair own = newKeys();
        return new Identity(
                UUID.randomUUID(), installation, own.getPrivate(), node(own.getPublic(), validity), certificate);
    }

    /** For a server that shows that name and accepts this authority's clients. */
    SSLContext serverContext(String dnsName) throws Exception {
        KeyPair own = newKeys();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = {server(own.getPublic(), KeyPurposeId.id_kp_serverAuth, dnsName), certificate};
        store.setKeyEntry("server", own.getPrivate(), NO_PASSWORD, chain);
        store.setCertificateEntry("authority", certificate);
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, NO_PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private X509Certificate issue(
            String subject,
            PublicKey key,
            Duration validity,
            KeyPurposeId purpose,
            @org.jspecify.annotations.Nullable String dnsName)
            throws Exception {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(
                                certificate.getSubjectX500Principal().getEncoded()),
                        BigInteger.valueOf(System.nanoTime()),
                        from(),
                        until(validity),
                        new X500Name(subject),
                        key)
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        if (dnsName != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
        }
        return sign(builder, Extension.basicConstraints, new BasicConstraints(false));
    }

    private X509Certificate sign(
            X509v3CertificateBuilder builder,
            org.bouncycastle.asn1.ASN1ObjectIdentifier extension,
            BasicConstraints constraints) {
        try {
            builder.addExtension(extension, true, constraints);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Date from() {
        return Date.from(Instant.now().minusSeconds(1));
    }

    private static Date until(Duration validity) {
        return Date.from(Instant.now().plus(validity));
    }
}
