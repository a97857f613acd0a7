package io.berth.backend.nodes;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** Keys, certificates and certificate requests as PEM text. */
final class Pem {

    private Pem() {}

    record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {

        @Override
        public String toString() {
            return "KeyAndCertificate[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    static String write(X509Certificate certificate) {
        return text(certificate);
    }

    static String write(KeyAndCertificate pair) {
        try {
            return text(new JcaPKCS8Generator(pair.key(), null), pair.certificate());
        } catch (IOException e) {
            throw new IllegalStateException("a key has no PEM form", e);
        }
    }

    static KeyAndCertificate readKeyAndCertificate(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PrivateKeyInfo key
                    && parser.readObject() instanceof X509CertificateHolder certificate) {
                return new KeyAndCertificate(
                        new JcaPEMKeyConverter().getPrivateKey(key),
                        new JcaX509CertificateConverter().getCertificate(certificate));
            }
            throw new IllegalStateException("expected a key and its certificate");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a stored key or certificate is damaged", e);
        }
    }

    /**
     * The key for which a certificate is requested, after a look at the proof that the sender has its private half.
     *
     * @throws IllegalArgumentException if it is no such request
     */
    static PublicKey readRequestedKey(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                PublicKey key = new JcaPKCS10CertificationRequest(request).getPublicKey();
                if (request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                    return key;
                }
            }
            throw new IllegalArgumentException("not a signed certificate request");
        } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IllegalArgumentException("not a readable certificate request", e);
        }
    }

    private static String text(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no PEM form", e);
        }
        return text.toString();
    }
}
