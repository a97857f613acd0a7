package io.berth.backend.balancing.certificates;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Keys on the curve P-256, and certificates, as PEM. */
final class Keys {

    private Keys() {}

    static KeyPair fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** The private half, as whoever serves with it wants it. */
    static String pem(KeyPair keys) {
        try {
            return write(List.of(new JcaPKCS8Generator(keys.getPrivate(), null)));
        } catch (IOException e) {
            throw new IllegalStateException("a key without a password can be written", e);
        }
    }

    /** Both halves, so that the pair can be read again. */
    static String whole(KeyPair keys) {
        return pem(keys) + write(List.of(keys.getPublic()));
    }

    static String pem(List<X509Certificate> chain) {
        return write(chain);
    }

    static KeyPair pair(String whole) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(whole))) {
            if (parser.readObject() instanceof PrivateKeyInfo secret
                    && parser.readObject() instanceof SubjectPublicKeyInfo open) {
                return new KeyPair(converter.getPublicKey(open), converter.getPrivateKey(secret));
            }
            throw new IllegalStateException("a stored key is none");
        } catch (IOException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    private static String write(List<?> objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new IllegalStateException("what is in memory can be written", e);
        }
        return text.toString();
    }
}
