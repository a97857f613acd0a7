package io.berth.backend.balancing.config;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Keys with certificates that they sign themselves. */
final class TestCertificates {

    static final KeyPair EC = keys("EC", 256);
    static final KeyPair RSA = keys("RSA", 2048);

    private TestCertificates() {}

    /** Key and certificate as a variable holds them: line breaks are two characters. */
    static String variable(String host) {
        return pkcs8(EC, host).replace("\n", "\\n");
    }

    static String pkcs8(KeyPair keys, String host) {
        return pem(pkcs8(keys)) + pem(certificate(keys, host));
    }

    /** The key as OpenSSL wrote it before PKCS#8. */
    static String traditional(KeyPair keys, String host) {
        return pem(keys.getPrivate() instanceof ECPrivateKey ec ? sec1(ec) : keys.getPrivate())
                + pem(certificate(keys, host));
    }

    /** With its curve, which the writer leaves out. */
    private static PemObject sec1(ECPrivateKey key) {
        try {
            return new PemObject(
                    "EC PRIVATE KEY",
                    new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
                            .getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Object pkcs8(KeyPair keys) {
        try {
            return new JcaPKCS8Generator(keys.getPrivate(), null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static X509Certificate certificate(KeyPair keys, String host) {
        try {
            X500Name name = new X500Name("CN=" + host);
            Instant now = Instant.now();
            String algorithm = keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(now.minus(1, ChronoUnit.DAYS)),
                                    Date.from(now.plus(1, ChronoUnit.DAYS)),
                                    name,
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static KeyPair keys(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
